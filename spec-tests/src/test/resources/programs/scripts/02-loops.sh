# Loops and branches.
for ((i = 0; i < 3; i++)); do echo "c $i"; done
for f in a{1..3} {x..z}; do printf '%s ' "$f"; done; echo
i=0
while :; do
	i=$((i + 1))
	[ $i -eq 3 ] && continue
	[ $i -gt 6 ] && break
	echo "while $i"
done
until [ $i -le 4 ]; do i=$((i - 1)); done; echo "until $i"

for a in 1 2 3; do
	for b in x y; do
		[ $a$b = 2x ] && continue 2
		[ $a$b = 3y ] && break 2
		echo "$a$b"
	done
done

kind() {
	case $1 in
	[0-9]*) echo number ;;
	*.txt | *.md) echo text ;;
	'') echo empty ;;
	*) echo other ;;
	esac
}
for x in 12 a.md '' z; do kind "$x"; done

fib() { if (($1 < 2)); then echo "$1"; else echo $(($(fib $(($1 - 1))) + $(fib $(($1 - 2))))); fi; }
fib 8

select_like() {
	local IFS=:
	set -- $1
	echo "$# fields, last ${!#}"
}
select_like a:b:c

while IFS== read -r key value; do
	[[ $key == \#* || -z $key ]] && continue
	echo "$key -> $value"
done <<'END'
# comment
name=value

path=/a=b
END
[[ abc =~ ^a(.)c$ ]] && echo "match ${BASH_REMATCH[1]}"
let 'z = 5, z *= 2' && echo $z
