/** Whether a letter alone does something: who dictates, or presses keys by accident, can switch that off (WCAG 2.1.4). */
class LetterShortcuts {
  areOn = $state(true);
}

export const letterShortcuts = new LetterShortcuts();
