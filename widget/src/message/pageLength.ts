/** How many messages are fetched at once. */
export const pageLength = 30;
