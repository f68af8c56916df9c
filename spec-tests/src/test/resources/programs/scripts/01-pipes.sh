# Pipes: long ones, much data, what becomes of the statuses, and of those who write to nobody.
seq 1 1000 | sort -rn | head -3
seq 1 20000 | while read -r n; do
	case $n in *999) echo "$n" ;; esac
done | tail -2

echo one two three | tr ' ' '\n' | sed 's/^/<&/' | paste -sd, | rev

set -o pipefail
false | true; echo "pipefail $?"
set +o pipefail
false | true | false; echo "statuses ${PIPESTATUS[*]}"

yes | head -n 1; echo "yes ended with ${PIPESTATUS[0]}"
yes abcdefg | head -c 3000000 | cksum
head -c 4000000 /dev/zero | tr '\0' x | wc -c

{ echo out; echo err >&2; } 2>&1 | sort
{ echo out; echo err >&2; } 2>&1 >/dev/null | sed 's/^/only /'

# both ends in one shell
exec 3< <(seq 1 5)
read -r a <&3; read -r b <&3
exec 3<&-
echo "$a and $b"

# a pipeline in a loop, a loop in a pipeline
for i in 1 2 3; do
	printf '%s\n' "$i" | { read -r x; echo "$((x * x))"; }
done | awk '{ s += $1 } END { print "sum", s }'

exec 4> >(awk '{ s += $1 } END { print "tee", s }')
adder=$!
seq 1 10 | tee /dev/fd/4 | tail -1
exec 4>&-
wait "$adder"
echo "$(printf 'a\n\n\n')|"
printf 'no newline' | { read -r x; echo "status $? of <$x>"; }
