/** Which value is to be corrected, asked for elsewhere than where its field is. */
class ContactCorrection {
  detailId = $state<string | null>(null);

  ask(detailId: string): void {
    this.detailId = detailId;
  }

  /** Whether this is the value that was asked for; it is asked for once. */
  take(detailId: string): boolean {
    if (this.detailId !== detailId) return false;
    this.detailId = null;
    return true;
  }
}

export const contactCorrection = new ContactCorrection();
