// Puts the parts together; what goes wrong is said on the page.
async function start() {
  const steps = [initTopology, initTimeline, initPlots];
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('This browser is too old for the plots and packets of this page (it has no DecompressionStream).');
  }
  await unpack();
  steps.forEach((step) => step());
  // The frames come last: they are most of the work.
  await new Promise((then) => setTimeout(then));
  readFrames();
  initPackets();
  document.documentElement.dataset.ready = 'true';
}

start().catch((error) => {
  document.querySelector('main').prepend(Object.assign(document.createElement('p'), {
    className: 'trouble',
    textContent: 'A part of this page does not work: ' + error.message,
  }));
  console.error(error);
});
