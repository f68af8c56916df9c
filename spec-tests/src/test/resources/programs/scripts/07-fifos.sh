# FIFOs and coprocesses.
dir=$(mktemp -d); cd "$dir" || exit
mkfifo p q

echo "through p" >p & cat p; wait
(read -r x <p; echo "echo $x" >q) &
echo question >p; read -r answer <q; echo "$answer"; wait

# several writers, one reader that sees the end only after the last
for i in 1 2 3; do (sleep 0.$i; echo "writer $i") >p & done
cat p; wait; echo "end"

# held open for both directions
exec 7<>p
echo kept >&7; read -r k <&7; echo "$k"
read -r -t 0.2 k <&7; echo "nothing: $((  $? > 128 ))"
exec 7>&-

seq 1 50000 >p & sum=0; while read -r n; do sum=$((sum + n)); done <p; wait; echo $sum

(sleep 0.1; exit 0) <p & :
sleep 0.05; (trap '' PIPE; exec 8>p; sleep 0.2; echo x >&8) 2>/dev/null; echo "nobody reads: $?"
wait

coproc CALC { while read -r a op b; do echo $((a $op b)); done; }
pid=$CALC_PID
for e in '3 + 4' '6 * 7' '100 / 8'; do
	echo "$e" >&"${CALC[1]}"
	read -r r <&"${CALC[0]}"
	echo "$e = $r"
done
eval "exec ${CALC[1]}>&-"
wait "$pid"; echo "coprocess $?"

# a lock: mkdir is atomic, so is a line in a pipe
for i in 1 2 3 4; do
	(until mkdir lock 2>/dev/null; do sleep 0.01; done; echo "$i" >>order; rmdir lock) &
done
wait; sort order | tr '\n' ' '; echo
[ -p q ] && echo "q is a FIFO"
rm p q; ls | tr '\n' ' '; echo
cd / && rm -r "$dir"
