#pragma once
// Draws pictures by OpenGL 3.3 or OpenGL ES 3.0.

#include <array>
#include <memory>

#include "base/error.hpp"
#include "stream/render/gl.hpp"
#include "stream/render/picture.hpp"
#include "stream/render/placement.hpp"

namespace weir::render {

// Lives on the main thread, with its context current. What it made in the context goes with that.
class Painter {
public:
    // `es`: the context is one of OpenGL ES. unsupported when it lacks something.
    static Result<std::unique_ptr<Painter>> open(GlFind find, bool es);

    // From now on this picture is drawn; its bytes are copied. limit_exceeded when it is larger
    // than the graphics card takes.
    Result<> take(const Picture& picture);
    bool has_picture() const { return picture_ != PixelSize{}; }

    void draw_picture(PixelSize window, Scale scale, Anchor anchor);
    // Stripes that move one step with every `step`: who sees them stand still sees a window that
    // hangs.
    void draw_no_signal(PixelSize window, unsigned step);
    void draw_nothing(PixelSize window);

private:
    struct Texture {
        GLuint name = 0;
        PixelSize size{};
        std::uint8_t channels = 0;
    };

    Painter() = default;
    Result<> build(bool es);
    Result<GLuint> compiled(GLenum kind, bool es, const char* body) const;
    void upload(Texture& texture, const Texels& texels);

    Gl gl_{};
    int side_max_ = 0;  // texels
    GLint part_ = -1;   // places of the uniforms
    GLint shade_ = -1;
    GLint step_ = -1;
    std::array<Texture, textures_max> textures_{};
    PixelSize picture_{};
    Shade picture_shade_ = Shade::rgb;
    double luma_share_ = 1;  // of the first texture's width that is picture
};

}  // namespace weir::render
