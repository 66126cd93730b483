# Stops the server and removes its folder when standard input ends, which happens when the owner ends, however it ends.
# Arguments: the folder, the signal that stops the server. Each line of input is a program to stop from now on.
trap '' HUP INT TERM QUIT
group=
while read -r line; do group=$line; done
if [ -n "$group" ]; then
    kill -s "$2" -- "-$group" 2>/dev/null
    tries=0
    while kill -s 0 -- "-$group" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -eq 100 ] && kill -s KILL -- "-$group" 2>/dev/null
        [ "$tries" -eq 120 ] && break
        sleep 0.05
    done
fi
rm -rf -- "$1"
