#include "base/ledger.hpp"

#include <algorithm>

namespace weir {

Account& Ledger::open(std::string_view name) {
    const auto found = std::ranges::find(accounts_, name, &Account::name);
    return found != accounts_.end() ? *found : accounts_.emplace_back(name);
}

std::uint64_t Ledger::bytes() const {
    std::uint64_t total = 0;
    for (const Account& account : accounts_) total += account.bytes();
    return total;
}

bool Ledger::reads_zero() const {
    return std::ranges::all_of(accounts_,
                               [](const Account& a) { return a.bytes() == 0 && a.buffers() == 0; });
}

std::string Ledger::open_items() const {
    std::string text;
    for (const Account& account : accounts_) {
        if (account.buffers() == 0 && account.bytes() == 0) continue;
        if (!text.empty()) text += "; ";
        text += account.name() + " " + std::to_string(account.buffers()) + " buffers " +
                std::to_string(account.bytes()) + " bytes";
    }
    return text;
}

}  // namespace weir
