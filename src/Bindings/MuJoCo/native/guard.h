// A small C interface over libmujoco, so that managed code never needs a MuJoCo struct layout
// and no MuJoCo error can end the process.
#pragma once
#include <setjmp.h>
#include <mujoco/mujoco.h>

#define EXPORT __attribute__((visibility("default")))
#define MESSAGE_SIZE 1000

extern _Thread_local jmp_buf guard_recovery;
extern _Thread_local int guard_active;
extern _Thread_local char guard_message[MESSAGE_SIZE];

// mju_error() prints, waits for a key and calls exit(1). Between GUARD and UNGUARD it makes the enclosing function
// return `failure` instead, with the text in guard_message. Locals that live across GUARD must not change after it.
#define GUARD(failure) if (setjmp(guard_recovery)) { guard_active = 0; return failure; } guard_active = 1; guard_message[0] = 0
#define UNGUARD guard_active = 0
