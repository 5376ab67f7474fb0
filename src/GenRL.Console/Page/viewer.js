// The page: fetches the scene once, follows the newest state over a WebSocket, and draws when something has changed.
import * as THREE from './three.module.js';
import { between, bodyPoses } from './kinematics.js';
import { Drawing } from './drawing.js';
import { Orbit } from './orbit.js';

const byId = id => document.getElementById(id);
const followMs = 120;
const reconnectAfterMs = [250, 500, 1000, 2000];

class Viewer {
  constructor({ scene, source }) {
    Object.assign(this, { description: scene, source, paused: false, dirty: true, attempts: 0, drawnAt: 0, states: [], pose: scene.reference_pose, timeS: 0 });
    this.root = rootOf(scene);
    this.drawing = new Drawing(scene);
    this.renderer = new THREE.WebGLRenderer({ canvas: byId('view'), antialias: true });
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = THREE.PCFSoftShadowMap;
    this.camera = new THREE.PerspectiveCamera(38, 1, 0.05, 400);
    this.orbit = new Orbit(this.camera, byId('view'), () => { this.dirty = true; });
    this.drawing.setPoses(bodyPoses(scene, this.pose));
    ({ radiusM: this.orbit.radiusM, middleM: this.middleM } = extentOf(scene, this.root, this.drawing));
    this.orbit.follow(this.goal(), 1);
    this.rows = jointRows(scene);
    byId('robot').textContent = scene.robot.replaceAll('_', ' ');
    document.title = `${scene.robot} \u00b7 GenRL viewer`;
    this.bindControls();
    new ResizeObserver(() => { this.resized = true; }).observe(byId('view'));
    this.resized = true;
    this.connect();
    requestAnimationFrame(now => this.tick(now));
  }

  bindControls() {
    const toggle = (id, act) => byId(id).addEventListener('click', () => byId(id).setAttribute('aria-pressed', String(act())));
    toggle('pause', () => { this.paused = !this.paused; this.dirty = true; return this.paused; });
    const joints = byId('joints');
    joints.hidden = window.innerWidth < 700;
    byId('list').setAttribute('aria-pressed', String(!joints.hidden));
    toggle('list', () => { joints.hidden = !joints.hidden; return !joints.hidden; });
    byId('reset').addEventListener('click', () => this.orbit.reset());
    window.addEventListener('keydown', event => {
      const id = { ' ': 'pause', j: 'list', r: 'reset' }[event.key];
      if (!id || event.target instanceof HTMLButtonElement && event.key === ' ') return;
      event.preventDefault();
      byId(id).click();
    });
  }

  connect() {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/states`);
    socket.onmessage = event => {
      this.attempts = 0;
      this.take(JSON.parse(event.data));
    };
    socket.onclose = () => {
      this.say('lost', 'connection lost, trying again');
      setTimeout(() => this.connect(), reconnectAfterMs[Math.min(this.attempts++, reconnectAfterMs.length - 1)]);
    };
  }

  take(state) {
    this.say(state.live ? 'live' : 'waiting', state.live ? this.source : `${this.source}: no poses arrive`);
    this.showTask(state.task);
    // two states are enough: the picture moves from the one before to the newest within the time that lay between them
    this.states = [...this.states.slice(-1), { ...state, at: performance.now() }];
    this.dirty = true;
  }

  say(kind, text) {
    const connection = byId('connection');
    if (connection.className !== kind) connection.className = kind;
    if (connection.textContent !== text) connection.textContent = text;
  }

  showTask(task) {
    byId('task').hidden = !task;
    if (!task) return;
    byId('prompt').textContent = task.prompt;
    byId('judgement').textContent = `${task.behaviour ? `${task.behaviour}, ` : ''}${task.state} \u00b7 confidence ${Math.round(100 * task.confidence)} %`;
  }

  // Takes the pose for this moment over; says whether the next moment's will be another one.
  advance(now) {
    const [before, newest] = this.states.length > 1 ? this.states : [this.states[0], this.states[0]];
    if (!newest || this.paused) return false;
    const spanMs = Math.min(100, newest.at - before.at);
    const share = spanMs > 0 ? Math.min(1, (now - newest.at) / spanMs) : 1;
    // the clock going back means that a recording or simulation started again: nothing lies between
    const jumped = newest.time_s < before.time_s;
    this.pose = share === 1 || jumped ? newest.pose : between(this.description, before.pose, newest.pose, Math.max(0, share));
    this.timeS = newest.time_s;
    return share < 1;
  }

  tick(now) {
    requestAnimationFrame(later => this.tick(later));
    if (this.resized) this.resize();
    if (!this.dirty) return;
    const moving = this.advance(now);
    this.drawing.setPoses(bodyPoses(this.description, this.pose));
    const goal = this.goal();
    // the same glide at every frame rate
    const share = 1 - Math.exp(-(now - this.drawnAt) / followMs);
    this.drawnAt = now;
    const following = this.orbit.follow(goal, this.far(goal) ? 1 : share);
    this.orbit.place();
    this.drawing.centre(this.orbit.target, this.orbit.radiusM);
    this.renderer.render(this.drawing.scene, this.camera);
    this.showJoints();
    this.dirty = moving || following;
  }

  goal() {
    const place = this.drawing.bodies[this.root].position;
    return { x: place.x, y: place.y, z: Math.max(0.4 * this.orbit.radiusM, place.z + this.middleM) };
  }

  far(goal) {
    const { x, y, z } = this.orbit.target;
    return Math.hypot(goal.x - x, goal.y - y, goal.z - z) > 2 * this.orbit.radiusM;
  }

  showJoints() {
    byId('clock').textContent = `${this.timeS.toFixed(2)} s`;
    for (const { joint, value, mark } of this.rows) {
      const position = this.pose[joint.address];
      value.textContent = joint.kind === 'slide' ? `${(100 * position).toFixed(1)} cm` : `${(180 / Math.PI * position).toFixed(0)}\u00b0`;
      const [lower, upper] = [joint.lower ?? -Math.PI, joint.upper ?? Math.PI];
      mark.setAttribute('cx', `${Math.min(100, Math.max(0, 100 * (position - lower) / (upper - lower)))}%`);
    }
  }

  resize() {
    this.resized = false;
    const { clientWidth, clientHeight } = this.renderer.domElement;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.aspect = clientWidth / Math.max(1, clientHeight);
    this.camera.updateProjectionMatrix();
    this.dirty = true;
  }

  // What is on the screen, in numbers; for tests and for whoever opens the browser's console.
  report() {
    this.camera.updateMatrixWorld();
    const viewProjection = new THREE.Matrix4().multiplyMatrices(this.camera.projectionMatrix, this.camera.matrixWorldInverse);
    const { clientWidth: width, clientHeight: height } = this.renderer.domElement;
    return {
      robot: this.description.robot,
      connection: byId('connection').className,
      states: this.states.length,
      paused: this.paused,
      still: !this.dirty,
      time_s: this.timeS,
      pose: [...this.pose],
      // column by column, as three.js keeps it
      view_projection: viewProjection.toArray(),
      width,
      height,
    };
  }
}

// The body that carries the robot: the topmost one above its first actuated joint.
function rootOf(scene) {
  let body = scene.bodies.findIndex(one => one.joints.some(joint => joint.name === scene.joints[0]));
  while (body > 0 && scene.bodies[body].parent > 0) body = scene.bodies[body].parent;
  return Math.max(0, body);
}

// How large the robot is in its reference pose, and how far above its root its middle lies; what else is in the scene does not count.
function extentOf(scene, root, drawing) {
  const isRobot = scene.bodies.map(() => false);
  scene.bodies.forEach((body, i) => { isRobot[i] = i === root || i > 0 && isRobot[body.parent]; });
  drawing.scene.updateMatrixWorld(true);
  const box = new THREE.Box3();
  drawing.bodies.forEach((body, i) => { if (isRobot[i]) body.children.forEach(mesh => box.expandByObject(mesh)); });
  if (box.isEmpty()) return { radiusM: 1, middleM: 0 };
  return {
    radiusM: Math.max(0.3, box.getSize(new THREE.Vector3()).length() / 2),
    middleM: box.getCenter(new THREE.Vector3()).z - drawing.bodies[root].position.z,
  };
}

function jointRows(scene) {
  const all = scene.bodies.flatMap(body => body.joints);
  return scene.joints.map(name => {
    const row = document.createElement('div');
    const [term, value] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = name.replaceAll('_', ' ');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('aria-hidden', 'true');
    const [track, mark] = ['rect', 'circle'].map(kind => svg.appendChild(document.createElementNS(svg.namespaceURI, kind)));
    for (const [key, amount] of Object.entries({ y: 1.5, width: '100%', height: 3, rx: 1.5 })) track.setAttribute(key, amount);
    mark.setAttribute('cy', 3);
    mark.setAttribute('r', 4.5);
    row.append(term, value, svg);
    byId('values').append(row);
    return { joint: all.find(joint => joint.name === name), value, mark };
  });
}

try {
  const answer = await fetch('/scene.json');
  if (!answer.ok) throw new Error(`The scene did not come: ${await answer.text()}`);
  window.viewer = new Viewer(await answer.json());
} catch (failure) {
  byId('failure').hidden = false;
  byId('failure').textContent = `The robot cannot be shown. ${failure.message}`;
  throw failure;
}
