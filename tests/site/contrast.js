/* Texts on the page whose contrast with what lies behind them is below WCAG 2.2 level AA, as [ratio, text]. */
() => {
  const parse = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ancestors = (element) => (element ? [element, ...ancestors(element.parentElement)] : []);
  const ground = (element) =>
    ancestors(element)
      .map((one) => parse(getComputedStyle(one).backgroundColor))
      .reduceRight((below, colour) => over(colour, below), [255, 255, 255, 1]);

  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const opacity = ancestors(element).reduce((all, one) => all * getComputedStyle(one).opacity, 1);
    if (!walker.currentNode.data.trim() || !box.width || !box.height || style.visibility === "hidden" || !opacity) {
      continue;
    }
    const colour = parse(style.color);
    colour[3] *= opacity;
    const behind = ground(element);
    const [dark, light] = [luminance(over(colour, behind)), luminance(behind)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < least) {
      found.push([ratio.toFixed(2), walker.currentNode.data.trim().slice(0, 40)]);
    }
  }
  return found;
};
