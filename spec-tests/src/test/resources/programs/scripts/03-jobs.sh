# Processes in the background, and waiting for them.
slow() { sleep "$1"; echo "after $1"; return "$2"; }

slow 0.3 3 & a=$!
slow 0.1 1 & b=$!
slow 0.2 2 & c=$!
wait $a; echo "a $?"
wait $b; echo "b $?"
wait $c; echo "c $?"

for n in 3 1 2; do (sleep 0.$n; exit $n) & done
wait -n; echo "first $?"
wait -n; echo "second $?"
wait -n; echo "third $?"
wait -n; echo "none $?"

(sleep 0.1; kill -TERM $BASHPID) & wait $!; echo "terminated $?"
(kill -KILL $BASHPID) 2>/dev/null & wait $! 2>/dev/null; echo "killed $?"

# a daemon: its parents are gone before it speaks
fifo=$(mktemp -u); mkfifo "$fifo"
( (sleep 0.2; echo "daemon" >"$fifo") & )
cat "$fifo"; rm "$fifo"
( (setsid sh -c 'sleep 0.1; exec echo "own session"') & ) | cat

nohup sh -c 'echo nohup' 2>/dev/null
wait $$ 2>/dev/null; echo "not a child $?"

# many at once
for i in $(seq 1 30); do (sleep 0.01; echo x) & done | wc -l
wait
echo "left: $(jobs -p | wc -l)"

coproc sleep 5
kill "$COPROC_PID"; wait "$COPROC_PID" 2>/dev/null; echo "coproc $?"
true & wait $! && echo "true $?"
disown -a
time_before=$SECONDS; sleep 2; echo "took $((SECONDS - time_before))"
