// Models: loading, names, and every array by the name MuJoCo gives it.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "guard.h"
#include <mujoco/mjxmacro.h>

enum element_type { ELEMENT_INT, ELEMENT_DOUBLE, ELEMENT_FLOAT, ELEMENT_BYTE, ELEMENT_CHAR, ELEMENT_CONTACT };
#define ELEMENT_OF_int ELEMENT_INT
#define ELEMENT_OF_mjtNum ELEMENT_DOUBLE
#define ELEMENT_OF_float ELEMENT_FLOAT
#define ELEMENT_OF_mjtByte ELEMENT_BYTE
#define ELEMENT_OF_char ELEMENT_CHAR
#define ELEMENT_OF_mjContact ELEMENT_CONTACT

#undef MJ_M
#define MJ_M(n) m->n

static pthread_mutex_t compiling = PTHREAD_MUTEX_INITIALIZER;

static mjModel* compile(mjVFS* files, const char* xml, int length, char* error, int error_size) {
  mjModel* m = NULL;
  mj_defaultVFS(files);
  if (mj_makeEmptyFileVFS(files, "model.xml", length) == 0) {
    memcpy(files->filedata[mj_findFileVFS(files, "model.xml")], xml, length);
    m = mj_loadXML("model.xml", files, error, error_size);
  }
  mj_deleteVFS(files);
  return m;
}

static int same_textures(const mjModel* a, const mjModel* b) {
  return a->ntexdata == b->ntexdata && !memcmp(a->tex_rgb, b->tex_rgb, a->ntexdata);
}

// Random marks of textures are drawn from the C library's one generator, which MuJoCo seeds for every texture; whatever else in the
// process draws from it meanwhile changes the picture. Two compilations in turn that agree were not disturbed.
static mjModel* compile_undisturbed(mjVFS* files, const char* xml, int length, char* error, int error_size) {
  enum { MOST_ATTEMPTS = 20 };
  mjModel* m = compile(files, xml, length, error, error_size);
  for (int attempt = 0; m && m->ntex && attempt < MOST_ATTEMPTS; attempt++) {
    mjModel* again = compile(files, xml, length, error, error_size);
    int same = again && same_textures(m, again);
    mj_deleteModel(m);
    m = again;
    if (same) break;
  }
  return m;
}

EXPORT mjModel* gm_model_load_text(const char* xml, int length, char* error, int error_size) {
  mjVFS* files = malloc(sizeof *files);  // over 2 MB: never on the stack
  if (!files) return NULL;
  pthread_mutex_lock(&compiling);
  if (setjmp(guard_recovery)) {
    guard_active = 0;
    strncpy(error, guard_message, error_size - 1);
    pthread_mutex_unlock(&compiling);
    free(files);
    return NULL;
  }
  guard_active = 1;
  mjModel* m = compile_undisturbed(files, xml, length, error, error_size);
  UNGUARD;
  pthread_mutex_unlock(&compiling);
  free(files);
  return m;
}

EXPORT mjModel* gm_model_load_file(const char* path, char* error, int error_size) {
  if (setjmp(guard_recovery)) {
    guard_active = 0;
    strncpy(error, guard_message, error_size - 1);
    return NULL;
  }
  guard_active = 1;
  mjModel* m = mj_loadXML(path, NULL, error, error_size);
  UNGUARD;
  return m;
}

EXPORT int gm_model_free(mjModel* m) { GUARD(0); mj_deleteModel(m); UNGUARD; return 1; }

EXPORT int gm_model_save(const mjModel* m, const char* path, char* error, int error_size) {
  GUARD(0);
  int saved = mj_saveLastXML(path, m, error, error_size);
  UNGUARD;
  return saved;
}

EXPORT int gm_model_count(const mjModel* m, const char* name, int* value) {
#define X(f) if (!strcmp(name, #f)) { *value = m->f; return 1; }
  MJMODEL_INTS
#undef X
  return 0;
}

EXPORT int gm_model_id(const mjModel* m, int kind, const char* name) { GUARD(-1); int id = mj_name2id(m, kind, name); UNGUARD; return id; }
EXPORT const char* gm_model_name(const mjModel* m, int kind, int id) { GUARD(NULL); const char* name = mj_id2name(m, kind, id); UNGUARD; return name; }

EXPORT int gm_model_field(mjModel* m, const char* name, void** address, int* type, int* rows, int* columns) {
  MJMODEL_POINTERS_PREAMBLE(m)
  (void)nq; (void)nv; (void)na; (void)nu; (void)nmocap;
#define X(t, f, r, c) if (!strcmp(name, #f)) { *address = m->f; *type = ELEMENT_OF_##t; *rows = m->r; *columns = c; return 1; }
  MJMODEL_POINTERS
#undef X
  return 0;
}

EXPORT int gm_data_field(const mjModel* m, mjData* d, const char* name, void** address, int* type, int* rows, int* columns) {
#define X(t, f, r, c) if (!strcmp(name, #f)) { *address = d->f; *type = ELEMENT_OF_##t; *rows = m->r; *columns = c; return 1; }
  MJDATA_POINTERS
#undef X
  return 0;
}

// Nine floats: ambient, diffuse and specular colour.
EXPORT float* gm_model_headlight(mjModel* m) { return m->vis.headlight.ambient; }

EXPORT int gm_option_get(const mjModel* m, const char* name, double* value) {
#define X(t, f) if (!strcmp(name, #f)) { *value = (double)m->opt.f; return 1; }
  MJOPTION_SCALARS
#undef X
  return 0;
}

EXPORT int gm_option_set(mjModel* m, const char* name, double value) {
#define X(t, f) if (!strcmp(name, #f)) { m->opt.f = (t)value; return 1; }
  MJOPTION_SCALARS
#undef X
  return 0;
}

EXPORT int gm_data_scalar(const mjData* d, const char* name, double* value) {
#define X(t, f) if (!strcmp(name, #f)) { *value = (double)d->f; return 1; }
  MJDATA_SCALAR
#undef X
  return 0;
}
