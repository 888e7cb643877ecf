/*
 * Moves the addresses of keepalived.conf between hosts: hakit's virtual routers in a ppoll() loop of the program's own,
 * on a raw socket and netlink. With the C interface of hakit, and Linux, alone.
 *
 *     failover KEEPALIVED_CONF INTERFACE...       needs CAP_NET_ADMIN and CAP_NET_RAW
 *     failover /etc/keepalived/keepalived.conf eth0
 *
 * IPv4 multicast on the interfaces that are named, to be short; a configuration that asks for routes, rules or scripts
 * is told what is left out. Lines on standard output say what happens; SIGTERM and SIGINT resign.
 * Exit codes: 0 stopped, 2 the configuration is refused, 3 usage, 4 the system refuses something.
 *
 *     cc -std=c99 -D_GNU_SOURCE failover.c $(pkg-config --cflags --libs hakit) -o failover
 */
#include <arpa/inet.h>
#include <errno.h>
#include <hakit/hakit.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define VRRP_PROTOCOL 112
#define VRRP_GROUP "224.0.0.18"
#define MAX_INTERFACES 20 /* a socket may join as many groups, see net.ipv4.igmp_max_memberships */

/* What the engine has been told of an interface. */
struct interface {
    const char* name;
    unsigned index; /* 0: there is none of that name */
    uint8_t mac[6];
    int up;
    struct in_addr address; /* the first one; 0.0.0.0 without any */
};

struct agent {
    hakit_vrrp* routers;
    struct interface interfaces[MAX_INTERFACES];
    int count;
    int adverts; /* receives and sends whole IP packets */
    int frames;  /* sends announcements */
    int kernel;  /* netlink: changes addresses, hears of changes */
};

static volatile sig_atomic_t stop_wanted = 0;

static void on_signal(int number) {
    (void)number;
    stop_wanted = 1;
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void complain(const char* what) { fprintf(stderr, "failover: %s: %s\n", what, strerror(errno)); }

/* A hakit_str need not end in NUL. */
static const char* copy(char* to, size_t room, hakit_str text) {
    const size_t n = text.len < room ? text.len : room - 1;
    memcpy(to, text.data, n);
    to[n] = '\0';
    return to;
}

static int find(const struct agent* a, hakit_str name) {
    int i;
    for (i = 0; i < a->count; i++)
        if (strlen(a->interfaces[i].name) == name.len && memcmp(a->interfaces[i].name, name.data, name.len) == 0)
            return i;
    return -1;
}

/* ---- What the engine asks for -------------------------------------------------------------------------------- */

static void send_advert(const struct agent* a, int i) {
    const hakit_str packet = hakit_vrrp_action_packet(a->routers);
    char control[CMSG_SPACE(sizeof(struct in_pktinfo))] = {0};
    struct in_pktinfo by = {0};
    struct sockaddr_in to = {0};
    struct iovec data;
    struct msghdr message = {0};
    char text[INET_ADDRSTRLEN];

    to.sin_family = AF_INET;
    if (inet_pton(AF_INET, copy(text, sizeof text, hakit_vrrp_action_address(a->routers)), &to.sin_addr) != 1) return;
    data.iov_base = (void*)packet.data;
    data.iov_len = packet.len;
    message.msg_name = &to;
    message.msg_namelen = sizeof to;
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    by.ipi_ifindex = (int)a->interfaces[i].index;
    CMSG_FIRSTHDR(&message)->cmsg_level = IPPROTO_IP;
    CMSG_FIRSTHDR(&message)->cmsg_type = IP_PKTINFO;
    CMSG_FIRSTHDR(&message)->cmsg_len = CMSG_LEN(sizeof by);
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &by, sizeof by);
    if (sendmsg(a->adverts, &message, MSG_DONTWAIT) < 0) complain("send an advertisement");
}

/* Adds "10.0.0.1/24", or takes it away. The kernel's answer is read with its other messages. */
static void change_address(const struct agent* a, int i, int add) {
    struct {
        struct nlmsghdr head;
        struct ifaddrmsg body;
        struct {
            struct rtattr head;
            struct in_addr address;
        } attributes[2];
    } request;
    char text[INET_ADDRSTRLEN + 4];
    char* slash;
    struct in_addr address;
    int k;

    copy(text, sizeof text, hakit_vrrp_action_address(a->routers));
    slash = strchr(text, '/');
    if (slash != NULL) *slash = '\0';
    if (inet_pton(AF_INET, text, &address) != 1) return;
    memset(&request, 0, sizeof request);
    request.head.nlmsg_len = sizeof request;
    request.head.nlmsg_type = add ? RTM_NEWADDR : RTM_DELADDR;
    request.head.nlmsg_flags = NLM_F_REQUEST | (add ? NLM_F_CREATE | NLM_F_REPLACE : 0);
    request.body.ifa_family = AF_INET;
    request.body.ifa_prefixlen = (unsigned char)(slash != NULL ? atoi(slash + 1) : 32);
    request.body.ifa_index = a->interfaces[i].index;
    for (k = 0; k < 2; k++) {
        request.attributes[k].head.rta_type = k == 0 ? IFA_LOCAL : IFA_ADDRESS;
        request.attributes[k].head.rta_len = sizeof request.attributes[k];
        request.attributes[k].address = address;
    }
    if (send(a->kernel, &request, sizeof request, 0) < 0) complain("change an address");
}

/* Tells the segment that the address is here now. */
static void announce(const struct agent* a, int i) {
    char text[INET6_ADDRSTRLEN];
    hakit_buf* frame = NULL;
    struct sockaddr_ll to = {0};

    copy(text, sizeof text, hakit_vrrp_action_address(a->routers));
    if (hakit_vrrp_announcement(a->interfaces[i].mac, text, &frame, NULL) != HAKIT_OK) return;
    to.sll_family = AF_PACKET;
    to.sll_ifindex = (int)a->interfaces[i].index;
    to.sll_halen = 6;
    memcpy(to.sll_addr, hakit_buf_data(frame), 6);
    if (sendto(a->frames, hakit_buf_data(frame), hakit_buf_len(frame), MSG_DONTWAIT, (struct sockaddr*)&to, sizeof to) <
        0)
        complain("announce an address");
    hakit_buf_free(frame);
}

static void perform(const struct agent* a) {
    int32_t kind;
    while ((kind = hakit_vrrp_next(a->routers)) != HAKIT_VRRP_NONE) {
        const int i = find(a, hakit_vrrp_action_interface(a->routers));
        const hakit_str text = hakit_vrrp_action_text(a->routers);
        switch (kind) {
            case HAKIT_VRRP_SEND:
                if (i >= 0) send_advert(a, i);
                break;
            case HAKIT_VRRP_ADD_ADDRESS:
            case HAKIT_VRRP_REMOVE_ADDRESS:
                if (i >= 0) change_address(a, i, kind == HAKIT_VRRP_ADD_ADDRESS);
                break;
            case HAKIT_VRRP_ANNOUNCE:
                if (i >= 0) announce(a, i);
                break;
            case HAKIT_VRRP_EVENT:
                printf("%.*s\n", (int)text.len, text.data);
                fflush(stdout);
                break;
            case HAKIT_VRRP_LINE: break; /* there is no pipe */
            default: fprintf(stderr, "failover: this example has no routes, rules and scripts\n"); break;
        }
    }
}

/* ---- What the engine is told --------------------------------------------------------------------------------- */

/* Looks at all interfaces, and tells what differs from before. */
static void look(struct agent* a) {
    struct ifaddrs* all = NULL;
    const struct ifaddrs* one;
    int i;

    if (getifaddrs(&all) != 0) {
        complain("read the interfaces");
        return;
    }
    for (i = 0; i < a->count; i++) {
        struct interface* it = &a->interfaces[i];
        struct in_addr address = {0};
        char text[INET_ADDRSTRLEN];
        int up = 0;

        it->index = if_nametoindex(it->name);
        for (one = all; one != NULL; one = one->ifa_next) {
            if (one->ifa_addr == NULL || strcmp(one->ifa_name, it->name) != 0) continue;
            if (one->ifa_addr->sa_family == AF_PACKET) {
                up = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_RUNNING) != 0;
                memcpy(it->mac, ((const struct sockaddr_ll*)(const void*)one->ifa_addr)->sll_addr, 6);
            } else if (one->ifa_addr->sa_family == AF_INET && address.s_addr == 0) {
                address = ((const struct sockaddr_in*)(const void*)one->ifa_addr)->sin_addr;
            }
        }
        if (up != it->up) hakit_vrrp_interface(a->routers, it->name, it->up = up, now(), NULL);
        if (address.s_addr != it->address.s_addr) {
            const int there = address.s_addr != 0;
            inet_ntop(AF_INET, &address, text, sizeof text);
            hakit_vrrp_source(a->routers, it->name, text, there, now(), NULL);
            it->address = address;
        }
    }
    freeifaddrs(all);
}

static void receive_adverts(const struct agent* a) {
    char packet[2048];
    char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
    struct iovec data = {packet, sizeof packet};
    struct msghdr message = {0};
    ssize_t size;
    int i;

    for (;;) {
        struct in_pktinfo by = {0};
        message.msg_iov = &data;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        size = recvmsg(a->adverts, &message, MSG_DONTWAIT);
        if (size < 0) return;
        if (CMSG_FIRSTHDR(&message) != NULL) memcpy(&by, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof by);
        for (i = 0; i < a->count; i++)
            if ((unsigned)by.ipi_ifindex == a->interfaces[i].index)
                hakit_vrrp_packet(a->routers, a->interfaces[i].name, packet, (size_t)size, now(), NULL);
    }
}

/* Whatever the kernel says: something has changed, or a request of ours was refused. */
static void receive_kernel(struct agent* a) {
    union {
        struct nlmsghdr head;
        char bytes[8192];
    } answer;
    ssize_t size;

    while ((size = recv(a->kernel, &answer, sizeof answer, MSG_DONTWAIT)) > 0 || (size < 0 && errno == ENOBUFS)) {
        const struct nlmsgerr* refusal = NLMSG_DATA(&answer.head);
        if (size < (ssize_t)NLMSG_LENGTH(sizeof *refusal) || answer.head.nlmsg_type != NLMSG_ERROR) continue;
        if (refusal->error == 0 || refusal->error == -EADDRNOTAVAIL) continue; /* removed before us */
        errno = -refusal->error;
        complain("change an address");
    }
    look(a);
}

/* ---- Beginning and end --------------------------------------------------------------------------------------- */

static int open_sockets(struct agent* a) {
    struct sockaddr_nl from = {0};
    const int on = 1, off = 0;
    int i;

    a->adverts = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, VRRP_PROTOCOL);
    a->frames = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    a->kernel = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    from.nl_family = AF_NETLINK;
    from.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR;
    if (a->adverts < 0 || a->frames < 0 || a->kernel < 0 ||
        bind(a->kernel, (struct sockaddr*)&from, sizeof from) != 0 ||
        setsockopt(a->adverts, IPPROTO_IP, IP_HDRINCL, &on, sizeof on) != 0 ||
        setsockopt(a->adverts, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) != 0 ||
        setsockopt(a->adverts, IPPROTO_IP, IP_MULTICAST_LOOP, &off, sizeof off) != 0) {
        complain("open the sockets");
        return -1;
    }
    for (i = 0; i < a->count; i++) {
        struct ip_mreqn group = {0};
        inet_pton(AF_INET, VRRP_GROUP, &group.imr_multiaddr);
        group.imr_ifindex = (int)if_nametoindex(a->interfaces[i].name);
        if (group.imr_ifindex == 0 ||
            setsockopt(a->adverts, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group, sizeof group) != 0) {
            complain(a->interfaces[i].name);
            return -1;
        }
    }
    return 0;
}

/* Sleeps until there is something to do; signals come then and at no other time. */
static void wait_for_work(struct agent* a, const sigset_t* while_waiting) {
    struct pollfd ready[2];
    struct timespec t = {0};
    const int64_t due = hakit_vrrp_wake_at(a->routers);
    const int64_t left = due - now();

    if (due != HAKIT_NEVER && left > 0) {
        t.tv_sec = (time_t)(left / 1000000000);
        t.tv_nsec = (long)(left % 1000000000);
    }
    ready[0].fd = a->adverts;
    ready[1].fd = a->kernel;
    ready[0].events = ready[1].events = POLLIN;
    if (ppoll(ready, 2, due == HAKIT_NEVER ? NULL : &t, while_waiting) <= 0) return;
    if (ready[0].revents != 0) receive_adverts(a);
    if (ready[1].revents != 0) receive_kernel(a);
}

static void run(struct agent* a) {
    struct sigaction action = {0};
    sigset_t blocked, before;

    action.sa_handler = on_signal;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &before);

    hakit_vrrp_start(a->routers, now(), NULL);
    perform(a);
    while (!stop_wanted) {
        wait_for_work(a, &before);
        hakit_vrrp_time(a->routers, now(), NULL);
        perform(a);
    }
    hakit_vrrp_shutdown(a->routers, now(), NULL);
    perform(a);
}

/* The configuration of a file as virtual routers; files that it includes are not read. */
static hakit_vrrp* load(const char* path, hakit_error** error) {
    static char text[1 << 20];
    hakit_workspace* files = NULL;
    hakit_config* configuration = NULL;
    hakit_vrrp* routers = NULL;
    uint32_t file = 0;
    FILE* in = fopen(path, "rb");
    size_t size;

    if (in == NULL) {
        complain(path);
        return NULL;
    }
    size = fread(text, 1, sizeof text, in);
    fclose(in);
    if (hakit_workspace_new(NULL, &files, error) == HAKIT_OK &&
        hakit_workspace_add(files, path, text, size, &file, error) == HAKIT_OK &&
        hakit_config_read(files, file, NULL, &configuration, NULL, error) == HAKIT_OK)
        hakit_vrrp_new(configuration, 0, &routers, error);
    hakit_config_free(configuration);
    hakit_workspace_free(files);
    return routers;
}

int main(int argc, char** argv) {
    struct agent a = {0};
    hakit_error* error = NULL;
    int i, code = 0;

    if (argc < 3 || argc - 2 > MAX_INTERFACES) {
        fprintf(stderr, "usage: %s KEEPALIVED_CONF INTERFACE...\n", argv[0]);
        return 3;
    }
    a.routers = load(argv[1], &error);
    if (a.routers == NULL) {
        if (error != NULL) fprintf(stderr, "failover: %s\n", hakit_error_message(error));
        hakit_error_free(error);
        return 2;
    }
    for (i = 2; i < argc; i++) {
        a.interfaces[a.count].up = 1; /* the engine takes each for up until it is told otherwise */
        a.interfaces[a.count++].name = argv[i];
    }
    if (open_sockets(&a) == 0) {
        look(&a);
        run(&a);
    } else {
        code = 4;
    }
    if (a.adverts > 0) close(a.adverts);
    if (a.frames > 0) close(a.frames);
    if (a.kernel > 0) close(a.kernel);
    hakit_vrrp_free(a.routers);
    return code;
}
