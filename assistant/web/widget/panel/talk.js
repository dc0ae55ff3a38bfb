// The conversation: what was asked, what came of it, and what is remembered of it.
import { list, string } from '../core/dom.js';
import { wantsPerson } from './asking.js';
import { encode } from './encode.js';
import { Tabs } from './tabs.js';
import { events, Fault, known, refusal, told } from './wire.js';

const SILENCE = 45000; // milliseconds without a byte after which a stream counts as cut
export const LONGEST = 2000; // characters of a question
const REMEMBERED = 20; // turns kept for this tab

/** A quote under the names of the API, which `known` reads. */
function stored({ id, ...rest }) {
  return { ...rest, document_id: id };
}

/** A finished turn as it is kept, and told to other tabs. */
function written({ question, answer, rating }) {
  return {
    question,
    rating: rating || '',
    answer: { ...answer, citations: answer.citations.map(stored), related: answer.related.map(stored) },
  };
}

/** The same read back; throws for what is not ours. */
function read(turn) {
  const rating = ['up', 'down'].includes(turn.rating) ? turn.rating : '';
  return { question: string(turn.question), rating, answer: known(turn.answer) };
}

export class Talk {
  /** @param {any} panel */
  constructor(panel) {
    this.panel = panel;
    this.host = panel.host;
    this.drawer = panel.host.drawer;
    /** @type {any[]} */
    this.turns = [];
    this.recall();
    this.id = this.drawer.kept('talk');
  }

  /** Lets other tabs know of this one, unless the site wants no memory. */
  connect() {
    if (!this.drawer.storage || this.tabs) return;
    const finished = () => this.turns.filter(({ answer }) => answer).slice(-REMEMBERED);
    this.tabs = new Tabs(this.drawer.slot, {
      state: () => ({ id: this.id, turns: finished().map(written) }),
      offered: (id, turns) => {
        if (this.turns.length) return;
        this.elsewhere = { id, turns };
        if (this.host.option('memory') === 'shared') this.join();
        else this.panel.greet();
      },
      said: (turn) => this.add([turn]),
    });
    this.tabs.ask();
  }

  /** Goes on with the talk of another tab. */
  join() {
    const { id, turns } = this.elsewhere;
    this.elsewhere = null;
    this.id = id;
    this.drawer.keep('talk', id);
    this.add(turns);
    this.panel.greet();
  }

  /** Turns of another tab; one that is here already is left alone. */
  add(turns) {
    for (const told of turns) {
      try {
        const turn = read(told);
        const there = ({ question, answer }) =>
          answer && answer.id === turn.answer.id && question === turn.question;
        if (this.turns.some(there)) continue;
        this.turns.push(turn);
      } catch {
        /* not ours */
      }
    }
    this.turns.forEach((turn) => this.draw(turn));
    this.remember();
  }

  draw(turn) {
    this.panel.drawing.draw(turn, turn === this.turns[this.turns.length - 1]);
  }

  // -------------------------------------------------------------- asking

  /** Asks one question; gives the answer, or null if there is none. */
  async ask(text) {
    const question = String(text ?? '')
      .trim()
      .slice(0, LONGEST);
    if (!question) return null;
    const { panel } = this;
    this.stop();
    panel.open(this.host.floating && panel.node.hidden);
    panel.empty();
    const turn = { question };
    const last = this.turns[this.turns.length - 1];
    const active = this.host.shadowRoot.activeElement;
    const inside = panel.list.contains(active) || panel.hello.contains(active);
    this.turns.push(turn);
    if (last) this.draw(last); // its follow-ups go
    if (this.turns.length === 1) panel.greet(); // and so do the starters
    if (inside) panel.focus();
    this.host.emit('ask', { question });
    return this.run(turn);
  }

  async run(turn) {
    const { panel } = this;
    this.stop();
    const control = new AbortController();
    Object.assign(this, { control });
    Object.assign(turn, { text: '', fault: null, answer: null, reading: false });
    const held = panel.list.contains(this.host.shadowRoot.activeElement);
    panel.announce('');
    panel.busy(true);
    this.drawer.keep('pending', turn.question);
    this.draw(turn);
    if (held) panel.focus();
    panel.log.scrollTop = panel.log.scrollHeight;
    try {
      turn.answer = this.handoff(turn) || (await this.stream(turn, control));
    } catch (error) {
      turn.fault = error;
    }
    if (this.control === control) this.control = null;
    if (!this.control) {
      panel.busy(false);
      this.drawer.keep('pending', '');
    }
    if (!this.turns.includes(turn)) return null; // started over meanwhile
    const follows = panel.atEnd();
    this.draw(turn);
    if (follows) panel.reveal(turn.node);
    this.report(turn);
    this.remember();
    return turn.answer;
  }

  /** Who asks for a person is shown the site's way to one, and no article. */
  handoff({ question }) {
    const phrases = this.host.word('asking').split('|');
    if (!this.panel.contact() || !wantsPerson(question, phrases)) return null;
    return known({ id: '', status: 'handoff', text: this.host.word('handoff') });
  }

  /** Reads the stream to its answer; throws a Fault for everything else. */
  async stream(turn, control) {
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => control.abort(), SILENCE);
    };
    try {
      alive();
      const body = { message: turn.question, history: this.history(turn), stream: true };
      const response = await this.panel.wire.post('api/chat', body, control.signal);
      if (!response.ok) throw await refusal(response);
      for await (const [name, data] of events(response.body, alive)) {
        if (control.signal.aborted) break;
        if (name === 'answered') return known(data);
        if (name === 'failed') throw new Fault('fault', told(data));
        if (name === 'sources') turn.reading = true;
        if (name === 'delta') turn.text += string(data.text);
        this.panel.later(turn);
      }
      throw new Fault('cut');
    } catch (error) {
      throw this.blame(error, turn, control);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The fault behind an error of the network. */
  blame(error, turn, control) {
    if (control.stopped) return new Fault('stopped');
    if (error instanceof Fault) return error;
    if (!navigator.onLine) return new Fault('offline');
    if (turn.text || turn.reading || control.signal.aborted) return new Fault('cut');
    const { origin } = this.panel.wire.base;
    console.warn(
      'tpm-assistant: ' +
        origin +
        ' does not answer. Is ' +
        location.origin +
        ' in its ASSISTANT_WIDGET_ORIGINS, and it in connect-src of this page?',
    );
    return new Fault('fault');
  }

  report(turn) {
    const { answer, fault, question } = turn;
    const { host, panel } = this;
    if (answer) {
      panel.tell(answer);
      host.emit('answer', { question, answer });
      if (answer.status === 'not_covered') host.emit('refusal', { question, answer });
      return;
    }
    // What was cut off has not been checked as a whole: it goes, the question stays.
    if (fault.kind !== 'stopped') turn.text = '';
    this.draw(turn);
    panel.announce(turn.rest.firstChild.textContent);
    const detail = fault.detail || host.word(fault.kind, '');
    host.emit('error', { question, kind: fault.kind, detail });
  }

  /** The finished turns before this one, newest kept, as the API wants them. */
  history(turn) {
    return this.turns
      .slice(0, this.turns.indexOf(turn))
      .filter(({ answer }) => answer && answer.status !== 'handoff')
      .slice(-4)
      .flatMap(({ question, answer }) => [
        { role: 'user', content: question },
        {
          role: 'assistant',
          content: answer.text.slice(0, LONGEST),
          answer_id: answer.id,
          citations: answer.citations.map(({ id, start, end }) => ({ document_id: id, start, end })),
        },
      ]);
  }

  stop() {
    if (!this.control) return;
    this.control.stopped = true;
    this.control.abort();
    this.control = null;
  }

  clear() {
    this.stop();
    this.turns = [];
    this.id = '';
    this.drawer.keep('talk', '');
    this.remember();
  }

  // -------------------------------------------------------------- memory

  remember() {
    const turns = this.turns.filter(({ answer }) => answer).slice(-REMEMBERED);
    this.drawer.keep('', turns.length ? encode(turns.map(written)) : '');
    const last = turns[turns.length - 1];
    if (!last) return;
    if (!this.id) {
      this.id = Math.random().toString(36).slice(2);
      this.drawer.keep('talk', this.id);
    }
    if (last === this.told) return;
    this.told = last;
    this.tabs?.tell(this.id, written(last));
  }

  recall() {
    try {
      for (const turn of list(JSON.parse(this.drawer.kept(''))).slice(-REMEMBERED)) {
        this.turns.push(read(turn));
      }
    } catch {
      /* none, or not ours: start afresh */
    }
    this.told = this.turns[this.turns.length - 1];
  }
}
