// Where every body of a scene is, from joint positions alone: MuJoCo's forward kinematics (mj_kinematics), in its order of
// operations. Quaternions are [w, x, y, z]. Nothing here knows of drawing.

export function multiply(a, b) {
  return [
    a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
    a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
    a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
    a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
  ];
}

export function rotate(q, v) {
  const [w, x, y, z] = q;
  const tx = 2 * (y * v[2] - z * v[1]);
  const ty = 2 * (z * v[0] - x * v[2]);
  const tz = 2 * (x * v[1] - y * v[0]);
  return [
    v[0] + w * tx + y * tz - z * ty,
    v[1] + w * ty + z * tx - x * tz,
    v[2] + w * tz + x * ty - y * tx,
  ];
}

const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scale = (v, s) => [v[0] * s, v[1] * s, v[2] * s];

function normalise(q) {
  const length = Math.hypot(...q);
  return length > 1e-12 ? q.map(part => part / length) : [1, 0, 0, 0];
}

function aboutAxis(axis, angle) {
  const sine = Math.sin(angle / 2);
  return [Math.cos(angle / 2), axis[0] * sine, axis[1] * sine, axis[2] * sine];
}

// The place and turn in the world of every body of `scene`, in the order of its bodies.
export function bodyPoses(scene, pose) {
  const placed = [];
  for (const body of scene.bodies) {
    placed.push(placed.length === 0 ? { place: [0, 0, 0], turn: [1, 0, 0, 0] } : placeBody(body, placed[body.parent], pose));
  }
  return placed;
}

function placeBody(body, parent, pose) {
  if (body.joints.length === 1 && body.joints[0].kind === 'free') {
    const from = body.joints[0].address;
    return { place: pose.slice(from, from + 3), turn: normalise(pose.slice(from + 3, from + 7)) };
  }
  let place = add(parent.place, rotate(parent.turn, body.position_m));
  let turn = multiply(parent.turn, body.quaternion);
  for (const joint of body.joints) {
    if (joint.kind === 'slide') {
      place = add(place, scale(rotate(turn, joint.axis), pose[joint.address] - joint.reference));
      continue;
    }
    const anchor = add(place, rotate(turn, joint.anchor_m));
    turn = multiply(turn, joint.kind === 'ball'
      ? normalise(pose.slice(joint.address, joint.address + 4))
      : aboutAxis(joint.axis, pose[joint.address] - joint.reference));
    place = subtract(anchor, rotate(turn, joint.anchor_m));
  }
  return { place, turn: normalise(turn) };
}

// A pose between two others: straight for places and angles, the short way round for turns.
export function between(scene, from, to, share) {
  const pose = from.map((value, i) => value + (to[i] - value) * share);
  for (const joint of scene.bodies.flatMap(body => body.joints)) {
    if (joint.kind !== 'free' && joint.kind !== 'ball') continue;
    const first = joint.kind === 'free' ? joint.address + 3 : joint.address;
    const a = from.slice(first, first + 4);
    const b = to.slice(first, first + 4);
    const sign = a.reduce((sum, part, i) => sum + part * b[i], 0) < 0 ? -1 : 1;
    normalise(a.map((part, i) => part + (sign * b[i] - part) * share)).forEach((part, i) => { pose[first + i] = part; });
  }
  return pose;
}
