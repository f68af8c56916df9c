# Job control without a terminal.
set -m
sleep 10 & sleep 20 &
jobs | sed 's/  */ /g'
kill -STOP %1; sleep 0.1
jobs %1 | sed 's/  */ /g'
kill -CONT %1; sleep 0.1
jobs %1 | sed 's/  */ /g'
kill %1; wait %1 2>/dev/null; echo "first $?"
kill -INT %2; wait %2 2>/dev/null; echo "second $?"

# a job is a process group: all of a pipeline are stopped and go on together
(for i in 1 2 3 4 5 6; do echo $i; sleep 0.1; done) | (while read -r n; do echo "n$n"; done) &
sleep 0.25; kill -STOP %3 2>/dev/null || kill -STOP %%; sleep 1; echo "stopped"
fg %% >/dev/null
echo "finished $?"

bash -c 'kill -STOP $$; echo "goes on"; exit 5' &
sleep 0.1
jobs | sed 's/  */ /g' | cut -c1-24
kill -CONT %%; wait $!; echo "status $?"

sh -c 'sleep 0.1; exit 1' & wait %% ; echo "wait $?"
(sleep 5; echo never) & kill -- -$!; wait $! 2>/dev/null; echo "group $?"
trap 'echo "TSTP caught"' TSTP
kill -TSTP $$
trap - TSTP
bash -c 'trap "" TSTP; kill -TSTP $$; echo "TSTP ignored"'

python3 - <<'END' 2>/dev/null || echo "no python"
import os, signal, time
pid = os.fork()
if pid == 0:
    signal.pause()
    os._exit(0)
def show(status):
    print("stopped", os.WSTOPSIG(status) if os.WIFSTOPPED(status) else None,
          "continued", os.WIFCONTINUED(status),
          "signal", os.WTERMSIG(status) if os.WIFSIGNALED(status) else None)
os.kill(pid, signal.SIGSTOP)
show(os.waitpid(pid, os.WUNTRACED)[1])
print(os.waitpid(pid, os.WUNTRACED | os.WNOHANG))
os.kill(pid, signal.SIGCONT)
show(os.waitpid(pid, os.WCONTINUED)[1])
os.kill(pid, signal.SIGKILL)
print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT).si_status)
show(os.waitpid(pid, 0)[1])
END
