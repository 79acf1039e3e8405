#include "stream/render/gl.hpp"

namespace weir::render {
namespace {

template <typename Function>
bool found(Function& function, GlFind find, const char* name) {
    function = reinterpret_cast<Function>(find(name));
    return function != nullptr;
}

}  // namespace

bool Gl::load(GlFind find) {
    bool all = true;
    const auto take = [&](auto& function, const char* name) {
        all = found(function, find, name) && all;
    };
    take(get_integer, "glGetIntegerv");
    take(gen_vertex_arrays, "glGenVertexArrays");
    take(bind_vertex_array, "glBindVertexArray");
    take(create_shader, "glCreateShader");
    take(shader_source, "glShaderSource");
    take(compile_shader, "glCompileShader");
    take(get_shader, "glGetShaderiv");
    take(get_shader_log, "glGetShaderInfoLog");
    take(delete_shader, "glDeleteShader");
    take(create_program, "glCreateProgram");
    take(attach_shader, "glAttachShader");
    take(link_program, "glLinkProgram");
    take(get_program, "glGetProgramiv");
    take(get_program_log, "glGetProgramInfoLog");
    take(use_program, "glUseProgram");
    take(uniform_location, "glGetUniformLocation");
    take(uniform_int, "glUniform1i");
    take(uniform_four, "glUniform4f");
    take(gen_textures, "glGenTextures");
    take(active_texture, "glActiveTexture");
    take(bind_texture, "glBindTexture");
    take(texture_parameter, "glTexParameteri");
    take(pixel_store, "glPixelStorei");
    take(texture_image, "glTexImage2D");
    take(texture_part, "glTexSubImage2D");
    take(viewport, "glViewport");
    take(clear_colour, "glClearColor");
    take(clear, "glClear");
    take(draw_arrays, "glDrawArrays");
    take(get_error, "glGetError");
    return all;
}

}  // namespace weir::render
