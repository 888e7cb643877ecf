# shellcheck shell=bash disable=SC2154
# Web servers for the demonstration: nginx as the user who calls, with its files in $place. To be sourced.

# make_certificate: self-signed, for HTTPS.
make_certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=demo -keyout "$place/key.pem" -out "$place/cert.pem" \
        2>/dev/null
}

# start_web ADDRESS: HTTP on port 18080 and HTTPS on port 18443.
start_web() {
    local address=$1 dir=$place/$1
    mkdir -p "$dir"
    echo "web server $address" >"$dir/index.html"
    cat >"$dir/nginx.conf" <<END
daemon off;
master_process off;
pid $dir/pid;
error_log $dir/error.log;
events {}
http {
    access_log off;
    client_body_temp_path $dir/body;
    proxy_temp_path $dir/proxy;
    fastcgi_temp_path $dir/fastcgi;
    uwsgi_temp_path $dir/uwsgi;
    scgi_temp_path $dir/scgi;
    server {
        listen $address:18080;
        listen $address:18443 ssl;
        ssl_certificate $place/cert.pem;
        ssl_certificate_key $place/key.pem;
        root $dir;
    }
}
END
    nginx -e "$dir/error.log" -c "$dir/nginx.conf" &
    local deadline=$((SECONDS + 10))
    until curl -fsS -o /dev/null "http://$address:18080/" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            cat "$dir/error.log"
            echo "nginx did not start on $address"
            exit 1
        fi
        sleep 0.1
    done
}

# stop_web ADDRESS: does nothing when it does not run.
stop_web() {
    local pid
    pid=$(cat "$place/$1/pid" 2>/dev/null) || return 0
    kill "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}
