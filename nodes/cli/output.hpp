#pragma once
// Answers on standard output: tables for people, JSON for programs. Everything else is stderr's.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "nodes/cli/table.hpp"

namespace weir::nodes::cli {

class Output {
public:
    explicit Output(Format format);

    void show(const Table& table) const;
    void show(const std::string& kind, const std::vector<Section>& sections) const;
    // The same again, later: a terminal is drawn anew and never scrolls, a pipe gets it only when
    // something but time has changed. `heading` is for people.
    void show_again(const Table& table, const std::string& heading = "");
    // Further rows of the same table, which has its head once.
    void append(const Table& table);
    // What was done: the line for people, the table for programs.
    void say(const std::string& text, const Table& table) const;
    void line(const std::string& text) const;  // for people only
    bool for_people() const { return format_ == Format::table; }
    bool terminal() const { return terminal_; }

private:
    void write(const std::string& text) const;
    void draw(std::string text);

    Format format_;
    bool terminal_;
    bool colours_;
    bool shown_ = false;
    std::string last_;
    Widths widths_;
};

// "weir: what" on stderr. The exit code that belongs to the error.
int failed(const Error& why);
void note(const std::string& text);  // on stderr
int exit_code_of(Code code);

std::string age_text(std::uint64_t ms);         // "850 ms", "12 s", "3 min", "2 h", "5 d"
std::string size_text(std::uint64_t bytes);     // "0 B", "64 kB", "1.5 MB"
std::string rate_text(std::uint64_t bits);      // "31.4 Mbit/s"
std::string fps_text(std::uint32_t fps_milli);  // "29.97"

}  // namespace weir::nodes::cli
