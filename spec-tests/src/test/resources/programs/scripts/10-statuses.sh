# Subshells, statuses, timeouts.
(exit 3); echo $?
x=1; (x=2; echo "inside $x"); echo "outside $x"
{ x=3; }; echo "group $x"
true && echo and || echo or
! true; echo "not $?"
nosuchcommand 2>/dev/null; echo "unknown $?"
touch /tmp/notexec.$$; /tmp/notexec.$$ 2>/dev/null; echo "not executable $?"; rm /tmp/notexec.$$
sh -c 'exit 300'; echo "modulo $?"
bash -c 'f() { return 9; }; f'; echo "function $?"
v=$(exit 6); echo "assignment $?"
local_status() { local v=$(exit 6); echo "local $?"; }; local_status

timeout 0.2 sleep 5; echo "timeout $?"
(timeout -s KILL 0.2 sleep 5; exit) 2>/dev/null; echo "by KILL $?"
timeout 5 sh -c 'exit 4'; echo "in time $?"
timeout --preserve-status -s INT 0.1 sleep 5; echo "preserved $?"
(timeout -k 0.1 0.1 sh -c 'trap "" TERM; sleep 0.5; sleep 5'; exit) 2>/dev/null; echo "stubborn $?"

read -r -t 0.1 line < <(sleep 1; echo late); echo "read $((  $? > 128 ))"
read -r -n 3 line <<<"abcdef"; echo "$line"
start=$SECONDS; sleep 1.2; ((SECONDS - start >= 1)) && echo "a second has passed"
t0=${EPOCHREALTIME/./}; sleep 0.1; t1=${EPOCHREALTIME/./}
((t1 - t0 >= 100000 && t1 - t0 < 400000)) && echo "a tenth"

(ulimit -n 20; ulimit -n; exec 19</dev/null && echo "19 is open")
(ulimit -f 1; head -c 5000 /dev/zero >/tmp/limited.$$) 2>/dev/null; echo "file size $?"; rm -f /tmp/limited.$$
(ulimit -t 60; ulimit -t)
umask 027; (umask 077; umask); umask

exec 3>&1; out=$( { echo captured; echo shown >&3; } ); echo "$out"; exec 3>&-
bash -c 'echo "$0 $1"' name arg
env -i A=1 /bin/sh -c 'echo "$A-$HOME-"'
( exec sh -c 'echo "replaced"' ); echo "same shell"
echo "$(sh -c 'echo $PPID')" | grep -qx "$$" && echo "my child"
bash -c '[ $$ = $BASHPID ] && (  [ $$ != $BASHPID ] && echo "a subshell has another pid" )'
command -v sh >/dev/null && type -t cd if f ls 2>/dev/null | tr '\n' ' '; echo
set -u; (echo "$undefined") 2>/dev/null; echo "unset $?"; set +u
exit 42
