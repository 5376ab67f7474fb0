// A camera that follows a point and is turned by dragging, brought nearer by the wheel or two fingers, and put back by a double click.

const START = { azimuth: -1.15, elevation: 0.2 };

export class Orbit {
  constructor(camera, element, onChange) {
    Object.assign(this, { camera, onChange, ...START, radiusM: 1, zoom: 1, target: { x: 0, y: 0, z: 1 }, pointers: new Map() });
    camera.up.set(0, 0, 1);
    element.addEventListener('pointerdown', event => {
      element.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, event);
    });
    element.addEventListener('pointermove', event => this.drag(event));
    for (const over of ['pointerup', 'pointercancel']) {
      element.addEventListener(over, event => this.pointers.delete(event.pointerId));
    }
    element.addEventListener('wheel', event => {
      event.preventDefault();
      this.zoomBy(Math.exp(event.deltaY * 0.001));
    }, { passive: false });
    element.addEventListener('dblclick', () => this.reset());
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (this.pointers.size === 1) {
      this.azimuth -= (event.clientX - before.clientX) * 0.008;
      this.elevation = Math.min(1.5, Math.max(-0.05, this.elevation + (event.clientY - before.clientY) * 0.006));
      this.onChange();
    } else if (this.pointers.size === 2) {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = at => Math.hypot(at.clientX - other.clientX, at.clientY - other.clientY);
      this.zoomBy(apart(before) / Math.max(1, apart(event)));
    }
    this.pointers.set(event.pointerId, event);
  }

  zoomBy(factor) {
    this.zoom = Math.min(5, Math.max(0.25, this.zoom * factor));
    this.onChange();
  }

  reset() {
    Object.assign(this, START, { zoom: 1 });
    this.onChange();
  }

  // Moves towards `goal`, all the way when `share` is 1; says whether it is still on its way.
  follow(goal, share) {
    let left = 0;
    for (const axis of ['x', 'y', 'z']) {
      const step = (goal[axis] - this.target[axis]) * share;
      this.target[axis] += step;
      left = Math.max(left, Math.abs(goal[axis] - this.target[axis]));
    }
    return left > 1e-3;
  }

  place() {
    const { camera, target, azimuth, elevation } = this;
    // a narrow picture, as on a phone held upright, needs more distance for the same width
    const distance = this.zoom * this.radiusM * 4 * Math.max(1, 0.85 / camera.aspect);
    camera.position.set(
      target.x + distance * Math.cos(elevation) * Math.cos(azimuth),
      target.y + distance * Math.cos(elevation) * Math.sin(azimuth),
      Math.max(0.05, target.z + distance * Math.sin(elevation)));
    camera.lookAt(target.x, target.y, target.z);
  }
}
