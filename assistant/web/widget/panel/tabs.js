// Other tabs of the same site. Each has a talk of its own; a visitor (or the site, with
// data-memory="shared") may go on with the talk of another tab, and from then on both show it.
// Nothing is stored for that: tabs that are open tell each other.
import { list, string } from '../core/dom.js';

export class Tabs {
  /**
   * @param {string} name of the channel
   * @param {object} talk
   * @param {() => { id: string, turns: any[] }} talk.state what this tab could share
   * @param {(id: string, turns: any[]) => void} talk.offered another tab has a talk
   * @param {(turn: any) => void} talk.said a tab with the same talk has a new turn
   */
  constructor(name, { state, offered, said }) {
    this.state = state;
    this.offered = offered;
    this.said = said;
    try {
      this.channel = new BroadcastChannel(name);
      this.channel.onmessage = ({ data }) => this.hear(data || {});
    } catch {
      this.channel = null; // an older browser, or a page without an origin
    }
  }

  send(message) {
    this.channel?.postMessage(message);
  }

  /** Asks the others what they have. */
  ask() {
    this.send({ kind: 'who' });
  }

  /** Tells the tabs that share this talk of a finished turn. */
  tell(id, turn) {
    this.send({ kind: 'turn', id, turn });
  }

  hear({ kind, id, turn, turns }) {
    const mine = this.state();
    if (kind === 'who' && mine.turns.length) this.send({ kind: 'have', ...mine });
    else if (kind === 'have' && string(id) && id !== mine.id && list(turns).length) this.offered(id, turns);
    else if (kind === 'turn' && id === mine.id && turn) this.said(turn);
  }

  close() {
    this.channel?.close();
    this.channel = null;
  }
}
