/*
 * One network being fitted, in a worker, so that the page never waits. It stands behind network.js.
 * In: { begin: network, picture: {values, height, width} }, { step: {optimiser, rate} }.
 * Out: { step, loss, values, millis }: what theta gives after so many steps.
 */
let network;
let theta;
let picture;
let room;
let adam;
let gradient;
let values;
let steps;

function look(millis) {
  const start = performance.now();
  const loss = lossAndGradient(network, theta, picture, room, gradient, values);
  postMessage({ step: steps, loss, values: values.slice(), millis: millis + performance.now() - start });
}

onmessage = (event) => {
  const message = event.data;
  if (message.begin) {
    network = makeNetwork(message.begin);
    theta = network.theta.slice();
    picture = makePicture(message.picture.values, message.picture.height, message.picture.width);
    room = makeRoom(network);
    adam = makeAdam(network.size);
    gradient = new Float32Array(network.size);
    values = new Float32Array(message.picture.values.length);
    steps = 0;
    look(0);
  } else {
    // The gradient is that of the last look: a step needs one pass forward and one back.
    const start = performance.now();
    if (message.step.optimiser === 'adam') {
      adamStep(adam, theta, gradient, message.step.rate);
    } else {
      sgdStep(theta, gradient, message.step.rate);
    }
    steps++;
    look(performance.now() - start);
  }
};
