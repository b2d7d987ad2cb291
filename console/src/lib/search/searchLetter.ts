/** The letter that, with Ctrl or ⌘, opens the search from wherever one is. */
export const searchLetter = 'K';
