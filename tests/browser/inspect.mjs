// What is looked at in a page; each function runs inside the browser and returns what is wrong, as a list of sentences.

/** Headings, tables, names, links, pictures. */
export function structure() {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  if (document.documentElement.lang !== 'en') wrong.push('the page does not say its language');
  if (!document.title.trim()) wrong.push('the page has no title');
  if (all('h1').length !== 1) wrong.push(`${all('h1').length} headings of level 1`);
  if (all('main').length !== 1) wrong.push(`${all('main').length} main elements`);
  let level = 0;
  for (const heading of all('h1,h2,h3,h4,h5,h6')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) wrong.push(`a heading of level ${own} after one of level ${level}: ${heading.textContent}`);
    if (!heading.textContent.trim()) wrong.push('an empty heading');
    level = own;
  }
  for (const table of all('table')) {
    if (!table.caption?.textContent.trim()) wrong.push(`a table without a caption: ${table.textContent.slice(0, 60)}`);
    const heads = [...table.querySelectorAll('th')];
    if (heads.length === 0) wrong.push(`a table without heads: ${table.caption?.textContent}`);
    for (const head of heads.filter((head) => !head.scope)) wrong.push(`a head without a scope: ${head.textContent}`);
    const widths = new Set([...table.rows].map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
    if (widths.size > 1) wrong.push(`rows of ${[...widths].join(' and ')} cells: ${table.caption?.textContent}`);
  }
  const ids = all('[id]').map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push(`the id ${id} twice`);
  for (const link of all('a[href]')) {
    const href = link.getAttribute('href');
    if (!href.startsWith('#')) wrong.push(`a link that leaves the file: ${href}`);
    else if (!document.getElementById(href.slice(1))) wrong.push(`a link to nothing: ${href}`);
    if (!link.textContent.trim()) wrong.push(`a link without a text: ${href}`);
  }
  for (const attribute of ['aria-labelledby', 'aria-describedby']) {
    for (const element of all(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(' ')) {
        if (!document.getElementById(id)) wrong.push(`${attribute} names nothing: ${id}`);
      }
    }
  }
  for (const picture of all('svg, img, [role=img]')) {
    const label = picture.getAttribute('aria-label') || picture.querySelector?.('title')?.textContent;
    if (!label?.trim() && picture.getAttribute('aria-hidden') !== 'true') wrong.push('a picture without a text');
  }
  for (const fold of all('details')) if (!fold.querySelector(':scope > summary')) wrong.push('a fold without a summary');
  const active = all('script, iframe, object, embed, form, img, link, base, video, audio');
  for (const element of active) wrong.push(`the page has a ${element.tagName.toLowerCase()} element`);
  for (const element of all('*')) {
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith('on')) wrong.push(`an attribute ${attribute.name}`);
    }
  }
  if (!document.querySelector('meta[http-equiv="Content-Security-Policy"]')) wrong.push('no content security policy');
  return wrong;
}

/** Whatever is wider than the page, or than the box it stands in, unless it scrolls. */
export function overflow() {
  const wrong = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) wrong.push(`the page is ${wide} pixels too wide`);
  for (const element of document.body.querySelectorAll('*')) {
    // A blank at the end of a line may hang over; the block around it is looked at, too.
    if (element.closest('.scroll, .sr, .skip, svg') || getComputedStyle(element).display === 'inline') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > document.documentElement.clientWidth + 1 || box.left < -1) {
      wrong.push(`${element.tagName} .${element.className} reaches from ${box.left} to ${box.right}: ${element.textContent.slice(0, 60)}`);
    }
  }
  for (const text of document.querySelectorAll('svg text')) {
    const box = text.getBoundingClientRect();
    const frame = text.closest('svg').getBoundingClientRect();
    if (box.width > 0 && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
      wrong.push(`a text leaves its picture: ${text.textContent}`);
    }
  }
  return wrong.slice(0, 12);
}

/** Text that stands out too little from what is behind it: less than 4.5 to 1, or 3 to 1 where it is large. */
export function contrast() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parse = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const known = new Map();
  const colour = (text) => known.get(text) ?? known.set(text, parse(text)).get(text);
  const luminance = ([r, g, b]) => {
    const part = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const own = colour(getComputedStyle(at).backgroundColor);
      if (own[3] > 0.99) return own;
    }
    return [255, 255, 255, 1];
  };
  const wrong = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest('.sr, .skip, style, title')) continue;
    const style = getComputedStyle(element);
    const own = colour(element.closest('svg') ? style.fill : style.color);
    const [a, b] = [luminance(own), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      wrong.set(`${element.tagName} .${element.getAttribute('class')}`, `${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 40)}`);
    }
  }
  return [...wrong].map(([where, what]) => `too little contrast in ${where}, ${what}`);
}
