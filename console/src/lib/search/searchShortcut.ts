/** The key that searches everything. */
export const searchShortcut = 'Q';
