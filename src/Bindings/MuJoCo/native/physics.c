// Simulation state: every function returns 1 on success, 0 with gm_last_message() otherwise.
#define _GNU_SOURCE
#include <string.h>
#include "guard.h"

EXPORT mjData* gm_data_new(const mjModel* m) { GUARD(NULL); mjData* d = mj_makeData(m); UNGUARD; return d; }
EXPORT int gm_data_free(mjData* d) { GUARD(0); mj_deleteData(d); UNGUARD; return 1; }
EXPORT int gm_reset(const mjModel* m, mjData* d) { GUARD(0); mj_resetData(m, d); UNGUARD; return 1; }
EXPORT int gm_forward(const mjModel* m, mjData* d) { GUARD(0); mj_forward(m, d); UNGUARD; return 1; }
EXPORT void gm_set_time(mjData* d, double time) { d->time = time; }

// The disable flag belongs to the model, so models must not be shared between threads that call this.
EXPORT int gm_forward_unactuated(mjModel* m, mjData* d) {
  const int flags = m->opt.disableflags;
  if (setjmp(guard_recovery)) { guard_active = 0; m->opt.disableflags = flags; return 0; }
  guard_active = 1;
  m->opt.disableflags = flags | mjDSBL_ACTUATION;
  mj_forward(m, d);
  m->opt.disableflags = flags;
  UNGUARD;
  return 1;
}

// Leaves positions, velocities and their sensors in step with the new qpos and qvel, which a plain mj_step does not.
EXPORT int gm_step(const mjModel* m, mjData* d, int substeps) {
  GUARD(0);
  if (m->opt.integrator == mjINT_RK4) {  // cannot be split at the control
    for (int i = 0; i < substeps; i++) mj_step(m, d);
  } else if (substeps > 0) {
    mj_step2(m, d);
    for (int i = 1; i < substeps; i++) mj_step(m, d);
  }
  mj_step1(m, d);
  UNGUARD;
  return 1;
}

// Recomputes what follows from masses, damping, cameras and lights at the reference pose, and resets the state, which is used for it.
// What the model says of its own size stays: the depth range of pictures follows from it, and the file may have set it by hand.
EXPORT int gm_update_constants(mjModel* m, mjData* d) {
  const mjStatistic before = m->stat;
  GUARD(0);
  mj_setConst(m, d);
  mj_resetData(m, d);
  UNGUARD;
  m->stat.extent = before.extent;
  m->stat.meansize = before.meansize;
  memcpy(m->stat.center, before.center, sizeof before.center);
  return 1;
}

// position and rotation: 3 rows of nv columns each.
EXPORT int gm_site_jacobian(const mjModel* m, const mjData* d, int site, double* position, double* rotation) {
  GUARD(0);
  mj_jacSite(m, d, position, rotation, site);
  UNGUARD;
  return 1;
}

// Index of the first kind of warning raised since the last call, or -1. Counters are cleared because MuJoCo's silent reset
// after a NaN also resets them, so that a repeated failure would leave the same count.
EXPORT int gm_take_warning(mjData* d, int* info) {
  int first = -1;
  for (int i = 0; i < mjNWARNING; i++) {
    if (d->warning[i].number > 0 && first < 0) {
      first = i;
      *info = d->warning[i].lastinfo;
    }
    d->warning[i].number = 0;
  }
  return first;
}

EXPORT const char* gm_warning_text(int warning, int info) { return mju_warningText(warning, info); }
