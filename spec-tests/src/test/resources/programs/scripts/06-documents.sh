# Here documents, here strings, process substitution, redirections.
who=world
cat <<END
hello $who $((1 + 1)) $(echo now)
END
cat <<'END'
literal $who $(nothing)
END
	cat <<-END
	tabs are gone
	END
cat <<<"a string of $who"
big=$(seq 1 30000); wc -l <<<"$big"

diff <(printf '1\n2\n3\n') <(printf '1\n3\n4\n'); echo "diff $?"
paste <(seq 3) <(seq 4 6) | tr '\t' ' '
cmp <(yes | head -n 5000) <(yes | head -n 5000) && echo equal
sort -m <(seq 1 2 9) <(seq 2 2 8) | tr '\n' ' '; echo
seq 5 > >(sed 's/^/to /' | tail -1); sleep 0.2

dir=$(mktemp -d); cd "$dir" || exit
echo first >f; echo second >>f; cat <f
exec 5<>f; read -r l <&5; echo third >&5; exec 5>&-; cat f
(set -C; echo no >f) 2>/dev/null || echo "noclobber"
exec 6>&1 >log; echo hidden; ls /nonexistent 2>&1 | sed 's/^ls: //'; exec >&6 6>&-; cat log
{ echo a; echo b >&2; echo c; } >o 2>e; cat o e
cat f - o <<<"between" | wc -l
while read -r a <&3 && read -r b <&4; do echo "$a-$b"; done 3<o 4<f
{ echo lost >&9; } 2>/dev/null; echo "bad descriptor $?"
: >empty; [ -s empty ] || echo "it is empty"
cat <<A <<B
not this
A
this
B
{ cat; echo; } <<<"${who^}" | tr a-z A-Z
f() { cat; } <<<"of the function"; f
cd / && rm -r "$dir" && [ ! -e "$dir" ] && echo "gone"
