#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include "guard.h"

_Thread_local jmp_buf guard_recovery;
_Thread_local int guard_active;
_Thread_local char guard_message[MESSAGE_SIZE];

static void on_error(const char* text) {
  snprintf(guard_message, sizeof guard_message, "%s", text);
  if (guard_active) longjmp(guard_recovery, 1);
  // Unreachable through this interface: every entry that can raise an error is guarded.
  fprintf(stderr, "MuJoCo error outside a guarded call: %s\n", text);
  abort();
}

// Without this MuJoCo appends warnings to MUJOCO_LOG.TXT in the working directory.
static void on_warning(const char* text) { snprintf(guard_message, sizeof guard_message, "%s", text); }

__attribute__((constructor)) static void install(void) {
  mju_user_error = on_error;
  mju_user_warning = on_warning;
}

EXPORT const char* gm_last_message(void) { return guard_message; }
EXPORT int gm_version(void) { return mj_version(); }
