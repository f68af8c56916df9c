# What a program sees of the machine.  There is nothing to compare it with: it must be the same in
# every run, on a busy machine as well, whoever starts it and whatever happens at the host.
exec 2>&1
cd /

echo "-- files"
ls -lai / /root /home /srv /tmp /mnt /media /opt /run /dev
ls -laid /usr /etc /var /proc /sys /dev/null /dev/zero /dev/full /dev/tty /dev/shm
ls -laiR /etc/alternatives /etc/default /var/tmp /usr/lib/locale
ls -ln --full-time -d /etc /etc/hostname /etc/passwd /usr/bin/env /bin /bin/sh
ls -U /usr/bin | cksum
find /usr/share/doc -xdev -printf '%p %i %y %T@ %k %n\n' | cksum
stat /etc/passwd /usr /usr/bin/env /dev/null /bin /tmp
stat -L /bin/sh /proc/self/exe
stat -f / /tmp /dev/shm /usr
du -s /etc/alternatives
tar -cf - -C /etc passwd hostname | cksum

echo "-- files of its own"
mkdir /tmp/own && cd /tmp/own || exit
echo one > one
echo two > two
ln one link
ln -s one symbolic
mkfifo fifo
mkdir -p deep/er
touch -d '2010-02-03 04:05:06 UTC' old
ls -lai --full-time . deep
sleep 2.5
echo more >> one
rm two
cp -a one copy
cp /usr/bin/env env
chown 3:4 old
chmod 600 copy
mv deep/er er
ls -lai --full-time . deep
find . -newer old | sort
[ one -nt old ] && echo "one is newer than old"
: > two
ls -i two
tar -cf - . | cksum
cd / && rm -r /tmp/own && ls -lai --full-time /tmp

echo "-- file systems"
df -a
df
df -i
mount
findmnt
cat /proc/mounts /proc/self/mountinfo /etc/mtab /proc/filesystems /proc/partitions /proc/swaps

echo "-- the machine"
uname -a
hostname
nproc
date
free
uptime
for file in cpuinfo meminfo stat uptime loadavg version cmdline devices interrupts vmstat \
		zoneinfo buddyinfo slabinfo softirqs timer_list modules diskstats locks misc; do
	[ -r /proc/$file ] && echo "-- $file" && cat /proc/$file
done
find /sys -maxdepth 3 | sort
cat /sys/devices/system/cpu/online /sys/devices/system/cpu/possible
getconf -a | grep -v '^GNU_LIB'
sysctl -a | grep -v '^kernel.random.uuid\|^fs.dentry-state'

echo "-- itself"
id
env | sort
umask
ulimit -a
ulimit -Ha
echo "$$ $PPID $UID $EUID $(tty)"
ps -ef
ps -eo pid,ppid,pgid,sid,tty,stat,time,vsz,args
ls -laiR /proc/self/fd /proc/self/ns /proc/self/task
ls -lai /proc /proc/self
for file in status stat statm limits cgroup cmdline comm environ auxv wchan personality \
		oom_score oom_score_adj timerslack_ns; do
	[ -r /proc/self/$file ] && echo "-- self/$file" && tr '\0' '\n' < /proc/self/$file | od -c
done
readlink /proc/self/exe /proc/self/cwd /proc/self/root /proc/self/ns/*
times
time true
echo "$RANDOM $RANDOM $SRANDOM $EPOCHREALTIME"
od -An -tx1 -N16 /dev/urandom
cat /proc/sys/kernel/random/uuid
mktemp -u
PYTHONDONTWRITEBYTECODE=1 python3 -c '
import os, sys, time, resource
print(os.times(), resource.getrusage(resource.RUSAGE_SELF), os.sched_getaffinity(0), os.cpu_count())
print(hash("text"), id(object()) and time.time(), time.monotonic(), os.getloadavg())
print(os.statvfs("/"), os.stat("/"), sorted(os.environ))'
