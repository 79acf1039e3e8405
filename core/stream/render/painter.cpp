#include "stream/render/painter.hpp"

#include <string>
#include <string_view>

namespace weir::render {
namespace {

// Four corners, made of their numbers; `part` is what is seen of the picture.
constexpr const char* corners = R"(
uniform vec4 part;
out vec2 at;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    at = mix(part.xy, part.zw, corner);
    gl_Position = vec4(corner.x * 2.0 - 1.0, 1.0 - corner.y * 2.0, 0.0, 1.0);
}
)";

// The numbers of Shade, and one more. BT.601: luma 16 to 235, chroma 16 to 240.
constexpr const char* colours = R"(
uniform int shade;
uniform int step_count;
uniform sampler2D first;
uniform sampler2D second;
uniform sampler2D third;
in vec2 at;
out vec4 colour;
vec3 of_yuv(float luma, float u, float v) {
    float y = 1.16438 * (luma - 0.0627451);
    float b = u - 0.501961;
    float r = v - 0.501961;
    return vec3(y + 1.59603 * r, y - 0.391762 * b - 0.812968 * r, y + 2.01723 * b);
}
void main() {
    vec3 seen;
    if (shade == 0) {
        seen = texture(first, at).rgb;
    } else if (shade == 1) {
        seen = texture(first, at).bgr;
    } else if (shade == 2) {
        seen = of_yuv(texture(first, at).r, texture(second, at).r, texture(third, at).r);
    } else if (shade == 3) {
        vec4 pair = texture(second, at);
        seen = of_yuv(texture(first, at).r, pair.g, pair.a);
    } else {
        float along = gl_FragCoord.x + gl_FragCoord.y + float(step_count) * 4.0;
        seen = vec3(mod(along, 64.0) < 32.0 ? 0.12 : 0.2);
    }
    colour = vec4(clamp(seen, 0.0, 1.0), 1.0);
}
)";

constexpr GLint shade_of_no_signal = 4;
constexpr unsigned no_signal_period = 16;  // steps until the stripes are where they were

constexpr std::array<GLenum, 5> formats{0, GL_RED, GL_RG, GL_RGB, GL_RGBA};  // by channels
constexpr std::array<GLint, 5> stored{0, GL_R8, GL_RG8, GL_RGB8, GL_RGBA8};

std::unexpected<Error> lacking(const std::string& what) {
    return fail(Code::os_failure, "the graphics driver of this display cannot draw pictures: " +
                                      what + "; see weir doctor");
}

}  // namespace

Result<std::unique_ptr<Painter>> Painter::open(GlFind find, bool es) {
    std::unique_ptr<Painter> painter(new Painter);
    if (!painter->gl_.load(find)) return lacking("functions of OpenGL 3 are missing");
    if (auto built = painter->build(es); !built) return std::unexpected(built.error());
    return painter;
}

Result<> Painter::build(bool es) {
    auto vertex = compiled(GL_VERTEX_SHADER, es, corners);
    if (!vertex) return std::unexpected(vertex.error());
    auto fragment = compiled(GL_FRAGMENT_SHADER, es, colours);
    if (!fragment) return std::unexpected(fragment.error());
    const GLuint program = gl_.create_program();
    for (const GLuint shader : {*vertex, *fragment}) {
        gl_.attach_shader(program, shader);
        gl_.delete_shader(shader);  // it goes with the program
    }
    gl_.link_program(program);
    GLint linked = GL_FALSE;
    gl_.get_program(program, GL_LINK_STATUS, &linked);
    if (linked == GL_FALSE) {
        std::array<char, 512> said{};
        gl_.get_program_log(program, said.size(), nullptr, said.data());
        return lacking(said.data());
    }
    gl_.use_program(program);
    part_ = gl_.uniform_location(program, "part");
    shade_ = gl_.uniform_location(program, "shade");
    step_ = gl_.uniform_location(program, "step_count");
    constexpr std::array samplers{"first", "second", "third"};
    for (std::size_t i = 0; i < samplers.size(); ++i)
        gl_.uniform_int(gl_.uniform_location(program, samplers[i]), static_cast<GLint>(i));

    GLuint corners_of_nothing = 0;
    gl_.gen_vertex_arrays(1, &corners_of_nothing);
    gl_.bind_vertex_array(corners_of_nothing);
    gl_.get_integer(GL_MAX_TEXTURE_SIZE, &side_max_);
    gl_.pixel_store(GL_UNPACK_ALIGNMENT, 1);
    gl_.clear_colour(0, 0, 0, 1);
    return {};
}

Result<GLuint> Painter::compiled(GLenum kind, bool es, const char* body) const {
    const std::array<const char*, 2> text{
        es ? "#version 300 es\nprecision highp float;\n" : "#version 330 core\n", body};
    const GLuint shader = gl_.create_shader(kind);
    gl_.shader_source(shader, text.size(), text.data(), nullptr);
    gl_.compile_shader(shader);
    GLint done = GL_FALSE;
    gl_.get_shader(shader, GL_COMPILE_STATUS, &done);
    if (done != GL_FALSE) return shader;
    std::array<char, 512> said{};
    gl_.get_shader_log(shader, said.size(), nullptr, said.data());
    return lacking(said.data());
}

Result<> Painter::take(const Picture& picture) {
    const auto side_max = static_cast<std::uint32_t>(side_max_);
    if (picture.size.width > side_max || picture.size.height > side_max)
        return fail(Code::limit_exceeded, "a picture of " + std::to_string(picture.size.width) +
                                              "x" + std::to_string(picture.size.height) +
                                              " is larger than the " + std::to_string(side_max) +
                                              " pixels that this graphics card takes");
    while (gl_.get_error() != GL_NO_ERROR) continue;
    for (std::size_t i = 0; i < textures_max; ++i) {
        if (picture.textures[i].channels == 0) continue;
        gl_.active_texture(GL_TEXTURE0 + static_cast<GLenum>(i));
        upload(textures_[i], picture.textures[i]);
    }
    if (gl_.get_error() == GL_OUT_OF_MEMORY) {
        for (Texture& texture : textures_) texture.size = {};  // what they hold is unknown now
        picture_ = {};
        return fail(Code::limit_exceeded, "the graphics card has no memory for a picture of " +
                                              std::to_string(picture.size.width) + "x" +
                                              std::to_string(picture.size.height));
    }
    picture_ = picture.size;
    picture_shade_ = picture.shade;
    luma_share_ = static_cast<double>(picture.size.width) / picture.textures.front().size.width;
    return {};
}

void Painter::upload(Texture& texture, const Texels& texels) {
    if (texture.name == 0) gl_.gen_textures(1, &texture.name);
    gl_.bind_texture(GL_TEXTURE_2D, texture.name);
    const auto width = static_cast<GLsizei>(texels.size.width);
    const auto height = static_cast<GLsizei>(texels.size.height);
    const GLenum format = formats[texels.channels];
    const bool same = texture.size == texels.size && texture.channels == texels.channels;
    if (same) {
        gl_.texture_part(GL_TEXTURE_2D, 0, 0, 0, width, height, format, GL_UNSIGNED_BYTE,
                         texels.bytes.data());
        return;
    }
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        gl_.texture_parameter(GL_TEXTURE_2D, filter, GL_LINEAR);
    for (const GLenum edge : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        gl_.texture_parameter(GL_TEXTURE_2D, edge, GL_CLAMP_TO_EDGE);
    gl_.texture_image(GL_TEXTURE_2D, 0, stored[texels.channels], width, height, 0, format,
                      GL_UNSIGNED_BYTE, texels.bytes.data());
    texture.size = texels.size;
    texture.channels = texels.channels;
}

void Painter::draw_picture(PixelSize window, Scale scale, Anchor anchor) {
    draw_nothing(window);
    const auto [across, down] = placed(picture_, window, scale, anchor);
    const auto bottom = window.height - down.start - down.size;  // OpenGL counts from there
    gl_.viewport(static_cast<GLint>(across.start), static_cast<GLint>(bottom),
                 static_cast<GLsizei>(across.size), static_cast<GLsizei>(down.size));
    gl_.uniform_int(shade_, static_cast<GLint>(picture_shade_));
    gl_.uniform_four(part_, static_cast<float>(across.from * luma_share_),
                     static_cast<float>(down.from), static_cast<float>(across.to * luma_share_),
                     static_cast<float>(down.to));
    gl_.draw_arrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Painter::draw_no_signal(PixelSize window, unsigned step) {
    gl_.viewport(0, 0, static_cast<GLsizei>(window.width), static_cast<GLsizei>(window.height));
    gl_.uniform_int(shade_, shade_of_no_signal);
    gl_.uniform_int(step_, static_cast<GLint>(step % no_signal_period));
    gl_.draw_arrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Painter::draw_nothing(PixelSize window) {
    gl_.viewport(0, 0, static_cast<GLsizei>(window.width), static_cast<GLsizei>(window.height));
    gl_.clear(GL_COLOR_BUFFER_BIT);
}

}  // namespace weir::render
