#pragma once
// Recordings in the one folder that the node's owner has set aside for them.

#include <string>

#include "base/error.hpp"
#include "base/unique_fd.hpp"
#include "control/resource/recording.hpp"

namespace weir::nodes {

// A file that did not exist before, below `folder`, with the folders that lead to it. Neither
// `path` nor any link on the way leads out of `folder`. front/door.mkv becomes front/door-2.mkv
// where the first is taken. refused when something on the way is no folder.
struct NewFile {
    std::string name;  // with the folder
    UniqueFd fd;       // open for writing
};
Result<NewFile> make_file_below(const std::string& folder, const std::string& path);

// Every call of it blocks. Without a folder it opens nothing and says what to do: unsupported.
resource::OpenRecording open_recording(const std::string& folder);

}  // namespace weir::nodes
