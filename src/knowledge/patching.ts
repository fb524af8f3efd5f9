/** How many days old an image may be, where nobody says otherwise: fixes since then are not in it. */
export const defaultImageAge = 90
