// The second file: hands the panel to the element that asked for it, and touches nothing else.
import { Panel } from './panel.js';

Reflect.get(window, Symbol.for('tpm-assistant panel'))?.(Panel);
