// Offscreen rendering without a display: EGL on Mesa's surfaceless platform, or OSMesa.
// MuJoCo finds its OpenGL functions through whichever of these libraries the process has loaded.
// A renderer is made, used and freed on one thread.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "guard.h"

enum backend { BACKEND_EGL = 0, BACKEND_OSMESA = 1, BACKEND_NONE = 2 };
enum { OSMESA_WINDOW = 64, MESSAGE = MESSAGE_SIZE + 40 };

typedef struct {
  void* (*create_context)(unsigned format, int depth, int stencil, int accumulation, void* share);
  unsigned char (*make_current)(void* context, void* buffer, unsigned type, int width, int height);
  void (*destroy_context)(void* context);
} osmesa_api;

typedef struct {
  void* (*get_platform_display)(unsigned platform, void* native, const long* attributes);
  unsigned (*initialize)(void* display, int* major, int* minor);
  unsigned (*bind_api)(unsigned api);
  unsigned (*choose_config)(void* display, const int* attributes, void** configs, int size, int* count);
  void* (*create_context)(void* display, void* config, void* share, const int* attributes);
  unsigned (*make_current)(void* display, void* draw, void* read, void* context);
  unsigned (*destroy_context)(void* display, void* context);
  int (*get_error)(void);
} egl_api;

typedef struct {
  enum backend backend;
  osmesa_api osmesa;
  egl_api egl;
  void* display;
  void* context;
  unsigned char window[OSMESA_WINDOW * OSMESA_WINDOW * 4];  // OSMesa wants a window buffer; MuJoCo draws into its own
  mjvScene scene;
  mjvOption options;
  mjvPerturb perturbation;
  mjvCamera camera;
  mjrContext resources;
} renderer;

static _Thread_local renderer* current;

static int fail(char* message, const char* what, int code) {
  snprintf(message, MESSAGE, code ? "%s (error 0x%x)" : "%s", what, code);
  return 0;
}

static void* load(const char* library, char* message) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
  if (!handle) fail(message, dlerror(), 0);
  return handle;
}

static int open_osmesa(renderer* r, const char* library, char* message) {
  void* handle = load(library, message);
  if (!handle) return 0;
  r->osmesa.create_context = dlsym(handle, "OSMesaCreateContextExt");
  r->osmesa.make_current = dlsym(handle, "OSMesaMakeCurrent");
  r->osmesa.destroy_context = dlsym(handle, "OSMesaDestroyContext");
  if (!r->osmesa.create_context || !r->osmesa.make_current || !r->osmesa.destroy_context)
    return fail(message, "the library is not OSMesa", 0);
  r->context = r->osmesa.create_context(0x1908 /* GL_RGBA */, 24, 8, 0, NULL);
  return r->context ? 1 : fail(message, "OSMesaCreateContextExt failed", 0);
}

static int open_egl(renderer* r, const char* library, char* message) {
  void* handle = load(library, message);
  if (!handle) return 0;
  egl_api* e = &r->egl;
  e->get_platform_display = dlsym(handle, "eglGetPlatformDisplay");
  e->initialize = dlsym(handle, "eglInitialize");
  e->bind_api = dlsym(handle, "eglBindAPI");
  e->choose_config = dlsym(handle, "eglChooseConfig");
  e->create_context = dlsym(handle, "eglCreateContext");
  e->make_current = dlsym(handle, "eglMakeCurrent");
  e->destroy_context = dlsym(handle, "eglDestroyContext");
  e->get_error = dlsym(handle, "eglGetError");
  if (!e->get_platform_display || !e->initialize || !e->bind_api || !e->choose_config || !e->create_context || !e->make_current ||
      !e->destroy_context || !e->get_error)
    return fail(message, "the library is not EGL 1.5", 0);
  r->display = e->get_platform_display(0x31DD /* EGL_PLATFORM_SURFACELESS_MESA */, NULL, NULL);
  if (!r->display) return fail(message, "eglGetPlatformDisplay(surfaceless) failed", e->get_error());
  if (!e->initialize(r->display, NULL, NULL)) return fail(message, "eglInitialize failed", e->get_error());
  if (!e->bind_api(0x30A2 /* EGL_OPENGL_API */)) return fail(message, "eglBindAPI(OpenGL) failed", e->get_error());
  const int attributes[] = {
    0x3024 /* red */, 8, 0x3023 /* green */, 8, 0x3022 /* blue */, 8, 0x3021 /* alpha */, 8,
    0x3025 /* depth */, 24, 0x3026 /* stencil */, 8, 0x3033 /* surface type */, 1 /* pbuffer */,
    0x3040 /* renderable */, 8 /* OpenGL */, 0x3038 /* end */ };
  void* config = NULL;
  int count = 0;
  if (!e->choose_config(r->display, attributes, &config, 1, &count) || count == 0)
    return fail(message, "eglChooseConfig found nothing", e->get_error());
  r->context = e->create_context(r->display, config, NULL, NULL);
  return r->context ? 1 : fail(message, "eglCreateContext failed", e->get_error());
}

static int make_current(renderer* r, char* message) {
  if (current == r) return 1;
  current = NULL;
  if (r->backend == BACKEND_EGL) {
    r->egl.bind_api(0x30A2);  // the chosen API is per thread
    if (!r->egl.make_current(r->display, NULL, NULL, r->context)) return fail(message, "eglMakeCurrent failed", r->egl.get_error());
  } else if (r->backend == BACKEND_OSMESA) {
    if (!r->osmesa.make_current(r->context, r->window, 0x1401 /* GL_UNSIGNED_BYTE */, OSMESA_WINDOW, OSMESA_WINDOW))
      return fail(message, "OSMesaMakeCurrent failed", 0);
  }
  current = r;
  return 1;
}

static void close_context(renderer* r) {
  if (current == r) current = NULL;
  if (!r->context) return;
  if (r->backend == BACKEND_EGL) {
    r->egl.make_current(r->display, NULL, NULL, NULL);
    r->egl.destroy_context(r->display, r->context);
  } else if (r->backend == BACKEND_OSMESA) {
    r->osmesa.make_current(NULL, NULL, 0, 0, 0);
    r->osmesa.destroy_context(r->context);
  }
}

static int make_resources(const mjModel* m, renderer* r, int max_geoms, char* message) {
  if (setjmp(guard_recovery)) {
    guard_active = 0;
    mjv_freeScene(&r->scene);
    return fail(message, guard_message, 0);
  }
  guard_active = 1;
  mjv_defaultOption(&r->options);
  mjv_defaultPerturb(&r->perturbation);
  mjv_defaultCamera(&r->camera);
  mjv_defaultScene(&r->scene);
  mjv_makeScene(m, &r->scene, max_geoms);
  mjr_defaultContext(&r->resources);
  mjr_makeContext(m, &r->resources, mjFONTSCALE_50);
  mjr_setBuffer(mjFB_OFFSCREEN, &r->resources);
  UNGUARD;
  if (r->resources.currentBuffer != mjFB_OFFSCREEN) return fail(message, "OpenGL has no framebuffer objects", 0);
  return 1;
}

// Returns NULL with a text in message (MESSAGE bytes).
EXPORT renderer* gm_renderer_new(
    mjModel* m, int backend, const char* library, int width, int height, int samples, int shadow_size, int max_geoms, char* message) {
  renderer* r = calloc(1, sizeof *r);
  if (!r) { fail(message, "out of memory", 0); return NULL; }
  r->backend = backend;
  m->vis.global.offwidth = width;
  m->vis.global.offheight = height;
  m->vis.quality.offsamples = samples;
  m->vis.quality.shadowsize = shadow_size;
  int opened = backend == BACKEND_NONE || (backend == BACKEND_EGL ? open_egl(r, library, message) : open_osmesa(r, library, message));
  if (opened && make_current(r, message) && make_resources(m, r, max_geoms, message)) return r;
  close_context(r);
  free(r);
  return NULL;
}

EXPORT void gm_renderer_flag(renderer* r, int flag, int on) { r->scene.flags[flag] = (mjtByte)(on != 0); }

EXPORT void gm_renderer_free_camera(renderer* r, double distance, double azimuth, double elevation, const double* target) {
  r->camera.type = mjCAMERA_FREE;
  r->camera.distance = distance;
  r->camera.azimuth = azimuth;
  r->camera.elevation = elevation;
  memcpy(r->camera.lookat, target, 3 * sizeof(double));
}

// rgb: height * width * 3 bytes, row 0 on top. A camera below 0 means the free camera. Returns 1, or 0 with a text in message.
EXPORT int gm_renderer_render(renderer* r, const mjModel* m, mjData* d, int camera, int width, int height, unsigned char* rgb, char* message) {
  if (!make_current(r, message)) return 0;
  if (setjmp(guard_recovery)) {
    guard_active = 0;
    return fail(message, guard_message, 0);
  }
  guard_active = 1;
  if (camera >= 0) {
    r->camera.type = mjCAMERA_FIXED;
    r->camera.fixedcamid = camera;
  }
  const mjrRect view = { 0, 0, width, height };
  mjv_updateScene(m, d, &r->options, &r->perturbation, &r->camera, mjCAT_ALL, &r->scene);
  mjr_render(view, &r->scene, &r->resources);
  mjr_readPixels(rgb, NULL, view, &r->resources);
  UNGUARD;
  // OpenGL's row 0 is at the bottom.
  for (int row = 0; row < height / 2; row++) {
    unsigned char* upper = rgb + (size_t)3 * width * row;
    unsigned char* lower = rgb + (size_t)3 * width * (height - 1 - row);
    for (int i = 0; i < 3 * width; i++) { const unsigned char swap = upper[i]; upper[i] = lower[i]; lower[i] = swap; }
  }
  const int error = mjr_getError();
  return error == 0 ? 1 : fail(message, "OpenGL reported an error", error);
}

EXPORT int gm_renderer_free(renderer* r, char* message) {
  if (!make_current(r, message)) return 0;
  if (setjmp(guard_recovery)) {
    guard_active = 0;
    return fail(message, guard_message, 0);
  }
  guard_active = 1;
  mjr_freeContext(&r->resources);
  mjv_freeScene(&r->scene);
  UNGUARD;
  close_context(r);
  free(r);
  return 1;
}
