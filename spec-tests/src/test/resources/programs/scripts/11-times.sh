# Files: which is newer, what of that copies and archives keep, directories that are read and changed.
work=$(mktemp -d) && cd "$work" || exit

newer() { [ "$1" -nt "$2" ] && echo "$1 is newer than $2" || echo "$1 is not newer than $2"; }

: > one; sleep 0.1; : > two
newer two one; newer one two
sleep 0.1; echo more >> one
newer one two
sleep 0.1; : > two
newer two one
exec 5>> one; sleep 0.1; echo more >&5; newer one two; exec 5>&-
touch -d '1999-02-03 04:05:06 UTC' old
stat -c '%n %s %Y' old
touch -r old also; stat -c '%n %Y' also
find . -newer two -type f; find . -type f ! -newermt '1999-12-01' | sort

sleep 0.1; cp one copy; cp -p old kept; newer copy one; stat -c '%n %Y' kept
mkdir -p tree/branch; cp -p old tree/leaf; touch -r old tree/branch
tar -cf archive.tar tree; rm -r tree; tar -xf archive.tar
stat -c '%n %Y' tree/leaf tree/branch
sleep 0.1; : > tree/branch/new; newer tree/branch tree/leaf; newer tree/branch tree

ln one link; [ one -ef link ] && echo "one is link"
ln -s one symbolic; [ "$(stat -Lc %i symbolic)" = "$(stat -c %i one)" ] && echo "so is symbolic"
[ "$(ls -i one | cut -d' ' -f1)" = "$(stat -c %i link)" ] && echo "ls agrees"
stat -c '%n %h' one; rm link; stat -c '%n %h' one
mv one moved; newer moved two; [ -e one ] || echo "one is gone"

mkdir many; for i in $(seq 100); do : > "many/$i"; done
ls many | wc -l; find many -type f -name '*7' -exec rm {} +; ls many | wc -l
for file in many/*; do rm "$file"; done; ls -A many | wc -l; rmdir many
touch -d '2030-01-01' many 2>&1; stat -c '%n %F' many
touch /nowhere/at/all 2>&1; chmod 600 nothing 2>&1

cd / && rm -r "$work"; [ -e "$work" ] || echo "all is gone"
