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
  { name: 'check-hostile', most: 300_000, pages: 24, make: ['check', 'tests/browser/hostile.mandate'], hostile: true },
];
