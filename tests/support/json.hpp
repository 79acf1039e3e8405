#pragma once
// Reads the JSON that our own tools write: vectors and reports. Throws on anything else.

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weir::test {

struct Json {
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;
    std::variant<std::nullptr_t, bool, double, std::string, Array, Object> held = nullptr;

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(held); }
    double number() const { return std::get<double>(held); }
    const std::string& text() const { return std::get<std::string>(held); }
    const Array& items() const { return std::get<Array>(held); }
    const Json& operator[](std::string_view key) const {
        const auto& object = std::get<Object>(held);
        const auto found = object.find(key);
        if (found == object.end()) throw std::runtime_error("no key " + std::string(key));
        return found->second;
    }
    const Json& operator[](std::size_t index) const { return items().at(index); }
    bool has(std::string_view key) const {
        const auto* object = std::get_if<Object>(&held);
        return object != nullptr && object->find(key) != object->end();
    }
};

class JsonReader {
public:
    explicit JsonReader(std::string_view text) : text_(text) {}

    Json document() {
        Json out = value();
        if (peek() != '\0') fail("text after the end");
        return out;
    }

private:
    [[noreturn]] void fail(const char* what) const {
        throw std::runtime_error(std::string("json: ") + what + " at byte " + std::to_string(at_));
    }

    char peek() {
        while (at_ < text_.size() && std::string_view(" \n\r\t").contains(text_[at_])) ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    void expect(char wanted) {
        if (peek() != wanted) fail("unexpected character");
        ++at_;
    }

    bool word(std::string_view wanted) {
        if (text_.substr(at_, wanted.size()) != wanted) return false;
        at_ += wanted.size();
        return true;
    }

    Json value() {
        switch (peek()) {
            case '{':
                return {object()};
            case '[':
                return {array()};
            case '"':
                return {string()};
            default:
                break;
        }
        if (word("null")) return {nullptr};
        if (word("true")) return {true};
        if (word("false")) return {false};
        const auto end = text_.find_first_not_of("+-.0123456789eE", at_);
        const std::string digits(text_.substr(at_, end - at_));
        if (digits.empty()) fail("no value");
        at_ += digits.size();
        return {std::stod(digits)};
    }

    Json::Object object() {
        Json::Object out;
        expect('{');
        if (peek() != '}') do {
                peek();
                std::string key = string();
                expect(':');
                out.emplace(std::move(key), value());
            } while (more());
        expect('}');
        return out;
    }

    Json::Array array() {
        Json::Array out;
        expect('[');
        if (peek() != ']') do
                out.push_back(value());
            while (more());
        expect(']');
        return out;
    }

    bool more() {
        if (peek() != ',') return false;
        ++at_;
        return true;
    }

    std::string string() {
        std::string out;
        expect('"');
        while (at_ < text_.size() && text_[at_] != '"') {
            char c = text_[at_++];
            if (c == '\\') c = escape();
            out += c;
        }
        expect('"');
        return out;
    }

    char escape() {
        const char c = text_[at_++];
        constexpr std::string_view from = "nrtbf", to = "\n\r\t\b\f";
        if (c == 'u') {
            at_ += 4;
            return static_cast<char>(std::stoi(std::string(text_.substr(at_ - 4, 4)), nullptr, 16));
        }
        const auto found = from.find(c);
        return found == from.npos ? c : to[found];
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

inline Json parse_json(std::string_view text) {
    return JsonReader(text).document();
}

}  // namespace weir::test
