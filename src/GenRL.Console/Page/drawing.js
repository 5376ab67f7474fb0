// Makes three.js objects of a scene: one group per body with its shapes, an endless floor, sky and light. Z is up, as in MuJoCo.
import * as THREE from './three.module.js';

const colourOf = rgb => new THREE.Color().setRGB(rgb[0], rgb[1], rgb[2], THREE.SRGBColorSpace);
const FLOOR_HALF_M = 60;

export class Drawing {
  constructor(description) {
    this.scene = new THREE.Scene();
    this.horizon = description.sky ? colourOf(description.sky.horizon) : new THREE.Color('#33475b');
    this.scene.background = this.horizon;
    this.scene.fog = new THREE.Fog(this.horizon, 12, FLOOR_HALF_M * 0.9);
    this.floors = [];
    this.bodies = description.bodies.map(() => this.scene.add(new THREE.Group()).children.at(-1));
    for (const geom of description.geoms) this.addGeom(geom);
    if (description.sky) this.addSky(description.sky);
    this.addLight(description.lights);
  }

  addGeom(geom) {
    const mesh = geom.shape === 'plane' ? this.floor(geom) : new THREE.Mesh(shapeOf(geom), materialOf(geom));
    mesh.position.set(...geom.position_m);
    mesh.quaternion.copy(quaternionOf(geom.quaternion));
    mesh.castShadow = geom.shape !== 'plane';
    mesh.receiveShadow = true;
    this.bodies[geom.body].add(mesh);
  }

  // MuJoCo's planes carry without end, whatever size they are drawn in; this one is drawn around whoever is followed.
  floor(geom) {
    const squareM = geom.checker ? geom.checker.square_m : 1;
    const size = 2 * FLOOR_HALF_M;
    const material = new THREE.MeshStandardMaterial({ roughness: 0.9, metalness: 0, color: colourOf(geom.colour) });
    if (geom.checker) {
      material.color.set('#ffffff');
      material.map = checkerOf(geom.checker, size / (2 * squareM));
    }
    const mesh = new THREE.Mesh(new THREE.PlaneGeometry(size, size), material);
    this.floors.push({ mesh, home: new THREE.Vector3(...geom.position_m), stepM: 2 * squareM, world: geom.body === 0 });
    return mesh;
  }

  addSky(sky) {
    const geometry = new THREE.SphereGeometry(100, 32, 24);
    const [zenith, horizon, nadir] = [sky.zenith, sky.horizon, sky.nadir].map(colourOf);
    const colours = [];
    const place = geometry.attributes.position;
    for (let i = 0; i < place.count; i++) {
      const height = place.getZ(i) / 100;
      const mixed = horizon.clone().lerp(height > 0 ? zenith : nadir, Math.min(1, Math.abs(height) * 1.6));
      colours.push(mixed.r, mixed.g, mixed.b);
    }
    geometry.setAttribute('color', new THREE.Float32BufferAttribute(colours, 3));
    const material = new THREE.MeshBasicMaterial({ vertexColors: true, side: THREE.BackSide, fog: false, depthWrite: false });
    this.sky = new THREE.Mesh(geometry, material);
    this.scene.add(this.sky);
  }

  addLight(lights) {
    this.scene.add(new THREE.HemisphereLight('#e6eef6', '#5b6068', 2.1));
    this.sun = new THREE.DirectionalLight('#fff4e2', 3);
    this.sun.castShadow = true;
    this.sun.shadow.mapSize.set(1024, 1024);
    this.sun.shadow.bias = -0.0004;
    this.sun.shadow.normalBias = 0.01;
    this.sun.shadow.intensity = 0.75;
    this.sun.shadow.radius = 3;
    const direction = lights.length > 0 ? lights[0].direction : [0, 0, -1];
    // tilted a little, so that shapes are modelled even by a light that shines straight down
    this.sunFrom = new THREE.Vector3(...direction).multiplyScalar(-1).add(new THREE.Vector3(0.25, -0.75, 0.1)).normalize().multiplyScalar(12);
    this.scene.add(this.sun, this.sun.target);
  }

  setPoses(poses) {
    poses.forEach(({ place, turn }, i) => {
      this.bodies[i].position.set(...place);
      this.bodies[i].quaternion.copy(quaternionOf(turn));
    });
  }

  // Keeps sky, floor and shadow around what is looked at; the floor moves by whole pairs of squares only.
  centre(target, radiusM) {
    this.sky?.position.copy(target);
    for (const { mesh, home, stepM, world } of this.floors) {
      if (!world) continue;
      mesh.position.x = home.x + Math.round((target.x - home.x) / stepM) * stepM;
      mesh.position.y = home.y + Math.round((target.y - home.y) / stepM) * stepM;
    }
    this.sun.target.position.copy(target);
    this.sun.position.copy(target).add(this.sunFrom);
    const camera = this.sun.shadow.camera;
    const reach = Math.max(2, radiusM * 1.6);
    if (camera.right !== reach) {
      Object.assign(camera, { left: -reach, right: reach, top: reach, bottom: -reach, near: 1, far: 30 });
      camera.updateProjectionMatrix();
    }
  }
}

function shapeOf(geom) {
  const [a, b, c] = geom.size_m;
  switch (geom.shape) {
    case 'sphere': return new THREE.SphereGeometry(a, 32, 20);
    case 'capsule': return new THREE.CapsuleGeometry(a, 2 * b, 10, 28).rotateX(Math.PI / 2);
    case 'cylinder': return new THREE.CylinderGeometry(a, a, 2 * b, 32).rotateX(Math.PI / 2);
    case 'ellipsoid': return new THREE.SphereGeometry(1, 32, 20).scale(a, b, c);
    case 'box': return new THREE.BoxGeometry(2 * a, 2 * b, 2 * c);
    default: throw new Error(`The scene has a shape this page cannot draw: ${geom.shape}`);
  }
}

function materialOf(geom) {
  const opacity = geom.colour[3];
  const material = new THREE.MeshStandardMaterial({ color: colourOf(geom.colour), roughness: 0.5, metalness: 0.02, opacity, transparent: opacity < 1 });
  if (geom.checker) {
    material.color.set('#ffffff');
    material.map = checkerOf(geom.checker, 1);
  }
  return material;
}

function checkerOf(checker, repeats) {
  const side = 64;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const paint = canvas.getContext('2d');
  const css = rgb => `rgb(${rgb.map(part => Math.round(part * 255)).join(',')})`;
  paint.fillStyle = css(checker.first);
  paint.fillRect(0, 0, side, side);
  paint.fillStyle = css(checker.second);
  paint.fillRect(side / 2, 0, side / 2, side / 2);
  paint.fillRect(0, side / 2, side / 2, side / 2);
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  texture.repeat.set(repeats, repeats);
  texture.anisotropy = 8;
  return texture;
}

export function quaternionOf(q) {
  return new THREE.Quaternion(q[1], q[2], q[3], q[0]);
}
