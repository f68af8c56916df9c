# Tools for text and files.
dir=$(mktemp -d); cd "$dir" || exit
printf '%s\n' 'alice 30 paris' 'bob 25 rome' 'carol 35 oslo' 'dave 25 paris' >people
awk '{ n[$3]++; s += $2 } END { for (c in n) print c, n[c]; print "mean", s / NR }' people | sort
awk -F: -v x=2 'BEGIN { printf "%d %s\n", x ^ 10, toupper("abc"); while ("echo a:b" | getline) print $2 }'
sed -n 's/^\([a-z]*\) .*/[\1]/p; 2q' people
sed -e '/bob/d' -e 's/paris/PARIS/g' -e '$a end' people
sort -k2,2n -k1,1r people | cut -d' ' -f1 | paste -sd' '
sort -u <<<$'b\na\nb' | tr '\n' ' '; echo
cut -d' ' -f3 people | sort | uniq -c | sed 's/^ *//'
join <(sort people) <(printf 'alice x\ndave y\n')
grep -c paris people; grep -nE '2[0-9]|osl' people; grep -v a people || echo "none without a"
grep -q nobody people; echo "grep $?"
tr a-z n-za-m <<<"uryyb" | fold -w 2 | head -3 | nl -ba | sed 's/[[:space:]]\+/ /g'

mkdir -p t/{a,b}/c; touch t/a/c/{1,2}.txt t/b/3.log
find t -type f | sort | xargs -n 2 echo files:
find t -name '*.txt' -exec basename {} .txt \; | sort | paste -sd+
find t -name '*.log' -print0 | xargs -0 -I{} sh -c 'echo "log: {}"'
seq 1 7 | xargs -n 3 | sed 's/^/x /'
seq 1 6 | xargs -P 3 -I{} sh -c 'exit 0'; echo "xargs $?"
echo 1 | xargs sh -c 'exit 3'; echo "xargs $?"
find t -type d -empty; find t -newer nothing 2>/dev/null; echo "find $?"

seq 1 100 | split -l 30 - part.; wc -l part.* | tail -1 | sed 's/^ *//'; cat part.* | md5sum
tar cf - t | tar tf - | sort | head -3
gzip -c people | gunzip | cmp - people && echo "gzip"
seq 1 5 | tac | head -2; seq -w 8 10 | tr '\n' ' '; echo
od -An -c <<<"ab" | tr -s ' '; printf '\x41\x42' | base64
comm -12 <(seq 1 5) <(seq 4 9) | tr '\n' ' '; echo
expr 6 \* 7; expr length hello; basename /a/b.c .c; dirname /a/b.c
date -u -d @86400 +%F; echo "scale=3; 10/3" | (bc 2>/dev/null || echo 3.333)
ln -s people link; readlink link; [ link -ef people ] && echo "the same"
chmod 640 people; stat -c '%a %s %F' people; head -c 5 people | xxd 2>/dev/null | cut -c11-20 || true
cd / && rm -r "$dir"
