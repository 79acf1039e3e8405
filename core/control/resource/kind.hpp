#pragma once
// How one file adds a type of resource: it says for which wishes there is one, and how to make it.

#include <algorithm>
#include <functional>
#include <list>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "control/reconcile/reconciler.hpp"
#include "gen/state.hpp"

namespace weir::resource {

class Background;

// What a resource may use. Outlives it.
struct Surroundings {
    reconcile::Reconciler& reconciler;
    Background& background;  // for calls that may block
};

// All resources of one kind at one node. Lives on the node thread.
class Group {
public:
    virtual ~Group() = default;
    // Makes what is newly wished, and ends what is not wished any more or is wished otherwise.
    virtual void follow(const gen::GetConfigStateReply& wanted) = 0;
};

// A kind that this program knows, for as long as it runs: make it a constant of a file named
// NAME_kind.cpp, see docs/adding_a_resource.md.
class Kind {
public:
    // One resource for every item of that list of the wanted state. `make` gets the item, which
    // lives as long as the resource; the resource adds itself to the reconciler, and leaves it in
    // its destructor.
    template <typename Item>
    using Make = std::unique_ptr<reconcile::Resource> (*)(const Surroundings&, const Item&);

    template <typename Item>
    Kind(std::string_view name, std::vector<Item> gen::GetConfigStateReply::* items,
         std::type_identity_t<Make<Item>> make)
        : name_(name), group_([=](const Surroundings& surroundings) {
              return std::make_unique<GroupOf<Item>>(surroundings, items, make);
          }) {
        enlist();
    }
    Kind(const Kind&) = delete;
    Kind& operator=(const Kind&) = delete;

    std::string_view name() const { return name_; }
    std::unique_ptr<Group> group(const Surroundings& surroundings) const {
        return group_(surroundings);
    }

    static const std::vector<const Kind*>& all();

private:
    template <typename Item>
    class GroupOf final : public Group {
    public:
        GroupOf(const Surroundings& surroundings,
                std::vector<Item> gen::GetConfigStateReply::* items, Make<Item> make)
            : surroundings_(surroundings), items_(items), make_(make) {}

        void follow(const gen::GetConfigStateReply& wanted) override {
            const auto& wishes = wanted.*items_;
            // The old ones first: what they held may be what the new ones need.
            members_.remove_if([&](const Member& member) {
                return std::ranges::find(wishes, member.wish) == wishes.end();
            });
            for (const Item& wish : wishes) {
                const auto same = [&](const Member& member) { return member.wish == wish; };
                if (std::ranges::any_of(members_, same)) continue;
                Member& member = members_.emplace_back(wish);
                member.resource = make_(surroundings_, member.wish);
            }
        }

    private:
        struct Member {
            explicit Member(const Item& item) : wish(item) {}
            Item wish;
            std::unique_ptr<reconcile::Resource> resource;  // uses the wish, so it goes first
        };

        Surroundings surroundings_;
        std::vector<Item> gen::GetConfigStateReply::* items_;
        Make<Item> make_;
        std::list<Member> members_;  // they stay where they are
    };

    void enlist() const;

    std::string_view name_;
    std::function<std::unique_ptr<Group>(const Surroundings&)> group_;
};

// Every kind's group at one node.
class Kinds {
public:
    explicit Kinds(const Surroundings& surroundings) {
        for (const Kind* kind : Kind::all()) groups_.push_back(kind->group(surroundings));
    }
    bool empty() const { return groups_.empty(); }
    void follow(const gen::GetConfigStateReply& wanted) {
        for (const auto& group : groups_) group->follow(wanted);
    }

private:
    std::vector<std::unique_ptr<Group>> groups_;
};

}  // namespace weir::resource
