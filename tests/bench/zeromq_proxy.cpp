// libzmq's own relay: XSUB in, XPUB out, zmq_proxy() between them. Prints both ports, then runs.

#include <zmq.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

void* open_socket(void* context, int kind, int messages_max) {
    void* const socket = zmq_socket(context, kind);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &messages_max, sizeof(messages_max));
    zmq_setsockopt(socket, ZMQ_SNDHWM, &messages_max, sizeof(messages_max));
    if (zmq_bind(socket, "tcp://127.0.0.1:*") == 0) return socket;
    std::fprintf(stderr, "no port on 127.0.0.1: %s\n", zmq_strerror(zmq_errno()));
    std::exit(1);
}

int port_of(void* socket) {
    char endpoint[64] = {};
    std::size_t size = sizeof(endpoint);
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, endpoint, &size);
    return std::atoi(std::strrchr(endpoint, ':') + 1);
}

}  // namespace

// argv[1]: how many messages may wait for each peer.
int main(int argc, char** argv) {
    const int messages_max = argc > 1 ? std::atoi(argv[1]) : 1000;
    void* const context = zmq_ctx_new();
    void* const in = open_socket(context, ZMQ_XSUB, messages_max);
    void* const out = open_socket(context, ZMQ_XPUB, messages_max);
    std::printf("%d %d\n", port_of(in), port_of(out));
    std::fflush(stdout);
    zmq_proxy(in, out, nullptr);
    return 0;
}
