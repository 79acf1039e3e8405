#pragma once
// The functions of OpenGL that windows need, found at run time: no library is linked for them.

#include <GL/glcorearb.h>

namespace weir::render {

using GlFind = void (*(*)(const char*))();

// Of the context that is current while it is loaded.
struct Gl {
    // False when one is missing.
    bool load(GlFind find);

    PFNGLGETINTEGERVPROC get_integer;
    PFNGLGENVERTEXARRAYSPROC gen_vertex_arrays;
    PFNGLBINDVERTEXARRAYPROC bind_vertex_array;
    PFNGLCREATESHADERPROC create_shader;
    PFNGLSHADERSOURCEPROC shader_source;
    PFNGLCOMPILESHADERPROC compile_shader;
    PFNGLGETSHADERIVPROC get_shader;
    PFNGLGETSHADERINFOLOGPROC get_shader_log;
    PFNGLDELETESHADERPROC delete_shader;
    PFNGLCREATEPROGRAMPROC create_program;
    PFNGLATTACHSHADERPROC attach_shader;
    PFNGLLINKPROGRAMPROC link_program;
    PFNGLGETPROGRAMIVPROC get_program;
    PFNGLGETPROGRAMINFOLOGPROC get_program_log;
    PFNGLUSEPROGRAMPROC use_program;
    PFNGLGETUNIFORMLOCATIONPROC uniform_location;
    PFNGLUNIFORM1IPROC uniform_int;
    PFNGLUNIFORM4FPROC uniform_four;
    PFNGLGENTEXTURESPROC gen_textures;
    PFNGLACTIVETEXTUREPROC active_texture;
    PFNGLBINDTEXTUREPROC bind_texture;
    PFNGLTEXPARAMETERIPROC texture_parameter;
    PFNGLPIXELSTOREIPROC pixel_store;
    PFNGLTEXIMAGE2DPROC texture_image;
    PFNGLTEXSUBIMAGE2DPROC texture_part;
    PFNGLVIEWPORTPROC viewport;
    PFNGLCLEARCOLORPROC clear_colour;
    PFNGLCLEARPROC clear;
    PFNGLDRAWARRAYSPROC draw_arrays;
    PFNGLGETERRORPROC get_error;
};

}  // namespace weir::render
