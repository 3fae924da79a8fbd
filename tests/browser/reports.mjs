// The reports that are opened, each by the command that makes it. `most` is the largest size in bytes, `pages` the most
// sheets of A4.

export const reports = [
  { name: 'check', most: 400_000, pages: 24, make: ['check', 'examples/minusma-2015.mandate'] },
  { name: 'check-accepted', most: 200_000, pages: 14, make: ['check', 'examples/paper-mandate.mandate'] },
  { name: 'check-brackets', most: 300_000, pages: 24, make: ['check', 'examples/bracketed-draft.mandate'] },
  {
    name: 'check-several', most: 700_000, pages: 40,
    make: ['check', 'examples/minusma-2013.mandate', 'examples/fib-2013.mandate', 'examples/ceasefire-observation.mandate'],
  },
  {
    name: 'check-changes', most: 400_000, pages: 24,
    make: ['check', 'examples/minusma-2015.mandate', '--diff', 'examples/minusma-2013.mandate'],
  },
  { name: 'brackets', most: 200_000, pages: 14, make: ['brackets', 'examples/bracketed-draft.mandate'] },
  {
    name: 'compare', most: 500_000, pages: 32,
    make: [
      'compare', '--situation', 'each', 'examples/afisma-2012.mandate', 'examples/minusma-2013.mandate',
      'examples/minusma-2015.mandate', 'examples/robust-variant-2014.mandate', 'examples/paper-mandate.mandate',
    ],
  },
  {
    name: 'compare-two', most: 500_000, pages: 32,
    make: ['compare', '--situation', 'each', 'examples/minusma-2013.mandate', 'examples/minusma-2015.mandate'],
  },
  {
    name: 'brackets-proponents', most: 200_000, pages: 16,
    make: ['brackets', 'examples/bracketed-draft.mandate', '--by', 'proponent'],
  },
  { name: 'brackets-renewal', most: 300_000, pages: 24, make: ['brackets', 'examples/renewal-in-brackets.mandate', '--by', 'proponent'] },
  { name: 'what-if', most: 200_000, pages: 14, make: ['what-if', 'examples/minusma-2015.mandate', '--proposal', 'P5'] },
  { name: 'what-if-all', most: 200_000, pages: 14, make: ['what-if', 'examples/minusma-2015.mandate', '--all'] },
  { name: 'repair', most: 200_000, pages: 14, make: ['repair', 'examples/minusma-2015.mandate'] },
  { name: 'survey', most: 400_000, pages: 20, make: ['survey', 'examples'] },
  { name: 'check-hostile', most: 300_000, pages: 24, make: ['check', 'tests/browser/hostile.mandate'], hostile: true },
];
