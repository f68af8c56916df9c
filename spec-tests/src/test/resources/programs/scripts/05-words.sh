# Substitution, arithmetic, arrays.
x=$(echo "a b"; echo c); echo "$x" | wc -l
echo "nested $(echo "$(echo deep) $(echo er)")" `echo back\`echo tick\``
echo $((2 ** 10)) $((7 / 2)) $((-7 % 3)) $((0x1f)) $((2#1011)) $((1 ? 10 : 20)) $((~5 & 0xff))
i=5; echo $((i++ + ++i)) $i $((i <<= 2)) $((i > 3 && i < 100))

a=(zero one two "three four")
a[7]=seven
echo "${#a[@]} ${!a[*]} ${a[3]} ${a[-1]}"
for e in "${a[@]:1:2}"; do echo "<$e>"; done
unset 'a[1]'; echo "${a[*]}"
a+=(more); echo "${a[@]: -1}"
mapfile -t lines < <(printf 'l1\nl2\nl3\n'); echo "${lines[*]/l/L}"

declare -A m=([one]=1 [two]=2)
m[three]=3
for k in $(printf '%s\n' "${!m[@]}" | sort); do printf '%s=%s ' "$k" "${m[$k]}"; done; echo

s=/usr/share/doc/readme.txt
echo "${s##*/} ${s%/*} ${s%.*} ${s/doc/DOC} ${#s} ${s:5:5} ${s^^}"
unset u; echo "${u:-default} ${u:=set} $u ${u:+alt} ${v-}"
(echo "${nope:?is missing}") 2>&1 | sed 's/.*nope/nope/'
p='*'; echo "$p" '$x' "\$x" $'tab\there'
printf '%05d|%-6s|%6.2f|%x|%q\n' 42 ab 3.14159 255 "it's"
printf -v out '%s-%s' a b; echo "$out"
set -- a "b c" d; echo "$# $2 ${*: -1} $(IFS=,; echo "$*")"
shift 2; echo "$# $1"
IFS=: read -r u v w <<<"1:2:3:4"; echo "$u $v $w"
eval 'name=x; echo ${!name}' | head -1
echo {1..10..3} {a,b}{c,d} ~root
sum=0; for n in $(seq 100); do ((sum += n)); done; echo $sum
echo "3.7 * 2" | awk '{ print $1 * $3 }'
RANDOM=42; r=$RANDOM; RANDOM=42; [ "$r" = "$RANDOM" ] && echo "same seed, same number"
ref() { declare -n to=$1; to=changed; }; ref target; echo "$target"
