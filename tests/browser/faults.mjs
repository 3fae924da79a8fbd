// A page with a fault of every kind, and what the inspection must say of it: a test that finds nothing proves nothing.

export const page = `<!DOCTYPE html><html><head><title> </title></head><body style="margin:0">
<h1>One</h1><h1>Two</h1><h4>Deep</h4>
<p id="a" style="color:#aaa;background:#fff">faint</p><p id="a">again</p>
<table><tr><td>1</td></tr><tr><th>2</th><td>3</td></tr></table>
<a href="#nowhere"> </a><a href="http://example.invalid/">away</a>
<svg width="10" height="10"></svg><p onclick="1" aria-describedby="none">x</p>
<details>no summary</details><script>1</script>
<div style="width:3000px">wide</div></body></html>`;

export const expected = {
  structure: [
    'does not say its language', 'no title', '2 headings of level 1', '0 main elements', 'level 4 after one of level 1',
    'without a caption', 'without a scope', 'rows of 1 and 2 cells', 'the id a twice', 'a link to nothing', 'leaves the file',
    'without a text', 'aria-describedby names nothing', 'a picture without a text', 'a fold without a summary',
    'a script element', 'an attribute onclick', 'no content security policy',
  ],
  overflow: ['pixels too wide', 'reaches from'],
  contrast: ['faint'],
};
