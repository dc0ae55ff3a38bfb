// A thumb, and after a thumb down the question why: four reasons and room for a sentence. The thumb
// is saved at once; who says no more has rated all the same.
import { button, focus, h } from '../core/dom.js';
import { Fault } from './wire.js';

/** As the API names them. */
const REASONS = ['wrong', 'incomplete', 'irrelevant', 'unclear'];

export class Rating {
  /** @param {any} drawing @param {any} turn */
  constructor(drawing, turn) {
    this.drawing = drawing;
    this.turn = turn;
    this.panel = drawing.panel;
    this.host = drawing.host;
    this.word = drawing.word;
  }

  async send(body) {
    const answered = { answer_id: this.turn.answer.id, ...body };
    const response = await this.panel.wire.post('api/feedback', answered);
    if (!response.ok) throw new Fault('fault');
    this.panel.announce(this.word('thanks'));
    this.host.emit('feedback', { question: this.turn.question, ...answered });
  }

  /** Draws the thumbs again; the focus stays where it was. */
  redraw() {
    const old = this.turn.rest.querySelector('.tools');
    if (!old) return;
    const at = Array.from(old.children).indexOf(this.host.shadowRoot.activeElement);
    const tools = this.drawing.tools(this.turn);
    old.replaceWith(tools);
    if (at >= 0) focus(tools.children[at]);
  }

  async give(rating) {
    const { turn } = this;
    const before = turn.rating;
    turn.rating = rating;
    this.redraw();
    try {
      await this.send({ rating });
      this.panel.talk.remember();
      const tools = turn.rest.querySelector('.tools');
      this.form(tools).forget();
      if (rating !== 'down' || !tools) return;
      if (!turn.rest.querySelector('.person')) tools.before(this.panel.person('choice', 'rating'));
      this.form(tools).ask();
    } catch {
      turn.rating = before;
      this.redraw();
      this.panel.announce(this.word('unsaved'));
    }
  }

  /** The small form below the thumbs. */
  form(tools) {
    const forget = () => {
      const there = this.turn.rest.querySelector('.why');
      if (there) there.parentNode.removeChild(there);
    };
    const leave = () => {
      forget();
      focus(this.turn.rest.querySelector('.tools').lastChild);
    };
    const ask = () => {
      const form = this.why(leave);
      tools.after(form);
      this.panel.reveal(form);
    };
    return { forget, ask };
  }

  why(leave) {
    let reason = '';
    const choose = (event) => {
      reason = reason === event.currentTarget.name ? '' : event.currentTarget.name;
      for (const node of choices) node.setAttribute('aria-pressed', String(node.name === reason));
    };
    const choices = REASONS.map((name) =>
      button('choice', choose, { name, 'aria-pressed': 'false' }, this.word(name)),
    );
    const comment = h('textarea', {
      rows: 1,
      maxlength: 2000,
      dir: 'auto',
      'aria-label': this.word('comment'),
      placeholder: this.word('comment'),
    });
    const submit = async () => {
      const said = comment.value.trim();
      try {
        if (reason || said) {
          await this.send({ rating: 'down', ...(reason && { reason }), ...(said && { comment: said }) });
        }
        leave();
      } catch {
        this.panel.announce(this.word('unsaved'));
      }
    };
    return h(
      'div',
      { class: 'why', role: 'group', 'aria-label': this.word('why') },
      h('p', { 'aria-hidden': 'true' }, this.word('why')),
      h('div', { class: 'choices' }, ...choices),
      comment,
      h(
        'div',
        { class: 'choices' },
        button('choice full', submit, null, this.word('submit')),
        button('choice', leave, null, this.word('skip')),
      ),
    );
  }
}
