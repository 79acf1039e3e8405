#include "transport/name_lookup.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>

#include "base/clock.hpp"
#include "base/mailbox.hpp"
#include "base/unique_fd.hpp"

namespace weir::transport {
namespace {

// An answer that nobody waited for is still one, for the next try.
constexpr auto fresh_for = std::chrono::seconds(10);

struct Answer {
    NameLookup::Addresses found;
    TimePoint at;
};

}  // namespace

struct NameLookup::Box {
    std::string host;
    UniqueFd bell;  // readable from the answer on
    Latest<Answer> answer;

    void put(Addresses found) {
        answer.put({std::move(found), monotonic_now()});
        static_cast<void>(::eventfd_write(bell.get(), 1));
    }
};

NameLookup::Addresses NameLookup::ask_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;  // each address once
    addrinfo* list = nullptr;
    Addresses found;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return found;
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
        std::array<char, NI_MAXHOST> numeric{};
        if (::getnameinfo(one->ai_addr, one->ai_addrlen, numeric.data(), numeric.size(), nullptr, 0,
                          NI_NUMERICHOST) == 0)
            found.emplace_back(numeric.data());
    }
    ::freeaddrinfo(list);
    return found;
}

Result<> NameLookup::start(const std::string& host, Done done) {
    cancel();
    if (box_ != nullptr && box_->host != host) box_.reset();
    if (box_ != nullptr) {
        auto early = box_->answer.take();
        if (early && monotonic_now() - early->at > fresh_for)
            box_.reset();
        else if (early)
            box_->answer.put(std::move(*early));
    }
    if (box_ == nullptr) {
        auto asked = ask_anew(host);
        if (!asked) return std::unexpected(asked.error());
        box_ = std::move(*asked);
    }
    auto watched =
        WatchedDescriptor::open(executor_, UniqueFd(::fcntl(box_->bell.get(), F_DUPFD_CLOEXEC, 0)),
                                "to look up names", [this](const auto&) { answered(); });
    if (!watched) return std::unexpected(std::move(watched.error()));
    bell_ = std::move(*watched);
    done_ = std::move(done);
    return {};
}

void NameLookup::cancel() {
    bell_.close();
    done_ = nullptr;
}

Result<std::shared_ptr<NameLookup::Box>> NameLookup::ask_anew(const std::string& host) {
    auto box = std::make_shared<Box>();
    box->host = host;
    box->bell.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!box->bell)
        return fail(Code::os_failure, "cannot make an eventfd: " + errno_name(errno), errno);
    try {
        std::thread([box, ask = ask_] {
            try {
                box->put(ask(box->host));
            } catch (const std::exception&) {
                box->put({});
            }
        }).detach();
    } catch (const std::system_error& problem) {
        return fail(Code::os_failure,
                    host + ": no thread to look it up (" + errno_name(problem.code().value()) + ")",
                    problem.code().value());
    }
    return box;
}

void NameLookup::answered() {
    auto answer = box_->answer.take();
    bell_.close();
    box_.reset();
    std::exchange(done_, nullptr)(answer ? std::move(answer->found) : Addresses{});
}

}  // namespace weir::transport
