#pragma once
// A disk that forgets what was not synced, in every way a real one may.

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "control/wanted/files.hpp"

namespace weir::test {

// Copyable, so that a test can try many crashes at one instant. Inodes hold contents, names point
// to inodes; both have a view that programs see and one that survives.
class FakeDisk : public wanted::Files {
public:
    // Operation number `index` from now on (0: the next) fails. After a power cut everything does.
    void fail_at(std::size_t index) { fail_at_ = operations_ + index; }
    void cut_power_at(std::size_t index) { cut_at_ = operations_ + index; }
    std::size_t operations() const { return operations_; }

    // The machine comes up again with what survived: of unsynced names any number of the last
    // changes is lost, of unsynced contents all, some or nothing, or they are garbage.
    void restart(Random& random) {
        const std::size_t kept = random() % (pending_.size() + 1);
        for (std::size_t i = 0; i < kept; ++i) pending_[i](durable_names_);
        pending_.clear();
        names_ = durable_names_;
        for (auto& [id, inode] : inodes_) {
            if (!inode.dirty) continue;
            const std::size_t size = random() % (inode.content.size() + 1);
            switch (random() % 4) {
                case 0:
                    inode.content = inode.durable;
                    break;
                case 1:
                    inode.content.resize(size);
                    break;
                case 2:
                    std::fill_n(inode.content.begin(), size, std::byte{0});
                    break;
                default:
                    break;  // all of it arrived by luck
            }
            inode.durable = inode.content;
            inode.dirty = false;
        }
        fail_at_ = cut_at_ = never;
    }

    std::vector<std::byte>& content(const std::string& name) {
        return inodes_.at(names_.at(name)).content;
    }
    bool exists(const std::string& name) const { return names_.contains(name); }

    Result<std::vector<std::byte>> read(const std::string& name) override {
        if (!exists(name)) return fail(Code::not_found, name + ": not there");
        return content(name);
    }

    Result<> write(const std::string& name, std::span<const std::byte> bytes) override {
        const bool works = next();
        if (!works && operations_ <= cut_at_) return broken();
        if (!exists(name)) {
            const int id = ++last_id_;
            change_names([name, id](auto& names) { names[name] = id; });
        }
        Inode& inode = inodes_[names_.at(name)];
        inode.content.assign(bytes.begin(), bytes.end());
        inode.dirty = true;
        if (!works) inode.content.resize(bytes.size() / 2);  // the disk is full half way
        return works ? Result<>{} : broken();
    }

    Result<> sync(const std::string& name) override {
        if (!next()) return broken();
        Inode& inode = inodes_[names_.at(name)];
        inode.durable = inode.content;
        inode.dirty = false;
        return {};
    }

    Result<> rename(const std::string& from, const std::string& to) override {
        if (!next()) return broken();
        change_names([from, to](auto& names) {
            const auto at = names.find(from);
            if (at == names.end()) return;
            names[to] = at->second;
            names.erase(from);
        });
        return {};
    }

    Result<> sync_directory() override {
        if (!next()) return broken();
        for (auto& change : pending_) change(durable_names_);
        pending_.clear();
        return {};
    }

private:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    using Names = std::map<std::string, int>;

    struct Inode {
        std::vector<std::byte> content;
        std::vector<std::byte> durable;
        bool dirty = false;
    };

    bool next() {
        const std::size_t index = operations_++;
        return index != fail_at_ && index < cut_at_;
    }
    static std::unexpected<Error> broken() { return fail(Code::os_failure, "no space left"); }

    void change_names(std::function<void(Names&)> change) {
        change(names_);
        pending_.push_back(std::move(change));
    }

    std::map<int, Inode> inodes_;
    Names names_;
    Names durable_names_;
    std::vector<std::function<void(Names&)>> pending_;
    int last_id_ = 0;
    std::size_t operations_ = 0;
    std::size_t fail_at_ = never;
    std::size_t cut_at_ = never;
};

}  // namespace weir::test
