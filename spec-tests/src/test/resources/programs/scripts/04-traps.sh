# Traps and kill.
trap 'echo "got TERM"' TERM
trap 'echo "got USR1 in $FUNCNAME"' USR1
kill -TERM $$
f() { kill -USR1 $$; echo "after the signal"; }
f

trap '' HUP
kill -HUP $$; echo "HUP ignored"
bash -c 'kill -HUP $$; echo "inherited: ignored"'
trap - HUP

# a signal ends wait, not the child
(sleep 0.1; kill -USR1 $$) &
sleep 0.5 & s=$!
wait $s; echo "wait ended with $((  $? > 128 ))"
wait $s; echo "sleep $?"
wait

trap 'echo "child ended"' CHLD
true &
wait
trap - CHLD

(trap 'echo "exit of the subshell $?"' EXIT; exit 3); echo "status $?"
(trap 'echo "INT"; exit 7' INT; kill -INT $BASHPID; echo never); echo "status $?"

fail() { trap 'echo "ERR: $?"' ERR; false; (exit 4); true; trap - ERR; }
fail
(set -e; echo begin; false; echo never); echo "set -e $?"
(trap 'echo "line: $BASH_COMMAND"' DEBUG; : one; : two)

bash -c 'trap "echo bye" EXIT; kill -TERM $$'; echo "default $?"
(sh -c 'kill -SEGV $$'; exit) 2>/dev/null; echo "segv $?"
(sh -c 'kill -9 $$'; exit) 2>/dev/null; echo "nine $?"
kill -l 15 9 2 | tr '\n' ' '; echo
trap -p TERM
kill -0 $$ && echo "alive"
kill -0 99999 2>/dev/null || echo "nobody"

# a signal while the shell waits for a program in the foreground
(sleep 0.1; kill -TERM $$) &
sleep 0.3; echo "sleep is over"
wait
echo done
trap 'echo "the end"' EXIT
