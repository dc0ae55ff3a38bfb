(()=>{'use strict';
if(customElements.get('tpm-assistant'))return;
const CSS=":host{display:block !important}:host([data-launcher]){all:initial !important;display:block !important;position:fixed !important;inset:auto !important;width:0 !important;height:0 !important;overflow:visible !important;z-index:2147483647 !important}:host([hidden]),[hidden]{display:none !important}*,::before,::after{box-sizing:border-box}.app{all:initial;--sheet:#fff;--sunken:#eef1f3;--ink:#17212b;--soft:#4d5b68;--rule:#dbe1e6;--edge:#7a8792;--marker:#ffe480;--bad:#a3212b;--bad-wash:#fdecec;--shadow:0 1px 3px #17212b26,0 12px 40px #17212b38;display:block;color:var(--ink);color-scheme:light;font:.9375em/1.55 system-ui,\"Segoe UI\",Roboto,sans-serif;text-align:start;overflow-wrap:anywhere}.app[dir=rtl]{direction:rtl}.app.dark{--sheet:#172027;--sunken:#1d2831;--ink:#e6ecf0;--soft:#a3b1bc;--rule:#2f3d48;--edge:#7e8d99;--marker:#f3d469;--bad:#ff9c9c;--bad-wash:#3a2022;--shadow:0 1px 3px #0008,0 12px 40px #000a;color-scheme:dark}button,textarea,table{margin:0;font:inherit;color:inherit;text-align:inherit}button{border:0;background:none;padding:0;cursor:pointer}button:disabled{cursor:default;color:var(--soft);opacity:.75}p,ul,ol,blockquote,h2,form{margin:0;padding:0}:focus{outline:0}:focus-visible{outline:2px solid var(--link);outline-offset:2px;box-shadow:0 0 0 2px var(--sheet)}.icon{width:1.4em;height:1.4em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}.icon.down{transform:rotate(180deg)}.icon.stop{fill:currentColor}[dir=rtl] .icon.out{transform:scaleX(-1)}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.small{font-size:.8667em;color:var(--soft)}.launch{position:fixed;inset-block-end:calc(1.3em + env(safe-area-inset-bottom));inset-inline-end:calc(1.3em + env(safe-area-inset-right));display:flex;align-items:center;gap:.6em;min-height:3.5em;max-width:min(20em,calc(100vw - 2.6em));padding:.6em 1.25em .6em 1em;border-radius:1.75em;border:1px solid var(--link);background:var(--fill);color:var(--on);font-weight:600;box-shadow:0 0 0 2px var(--sheet),var(--shadow);transition:transform .15s}.launch .icon{width:1.7em;height:1.7em}.launch span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.launch:hover{transform:translateY(-2px)}.launch:focus-visible{outline:3px solid var(--ink);outline-offset:3px;box-shadow:0 0 0 3px var(--sheet)}.left .launch,.left .panel{inset-inline:auto;left:calc(1.3em + env(safe-area-inset-left));right:auto}.right .launch,.right .panel{inset-inline:auto;right:calc(1.3em + env(safe-area-inset-right));left:auto}.panel{display:flex;flex-direction:column;background:var(--sheet);border:1px solid var(--rule);border-radius:1.1em;overflow:hidden}.inline .panel{height:var(--tpm-height,38em);max-height:92vh}.floating .panel{position:fixed;inset-block-end:calc(1.3em + env(safe-area-inset-bottom));inset-inline-end:calc(1.3em + env(safe-area-inset-right));width:min(26em,calc(100vw - 2.6em));height:min(43em,calc(100vh - 2.6em));box-shadow:var(--shadow)}header{display:flex;align-items:center;gap:.2em;padding-block:.55em;padding-inline:.9em .6em;border-bottom:1px solid var(--rule)}h2{flex:1;min-width:0;font-size:1.0667em;line-height:1.3;font-weight:650;padding-inline:.6em .3em;max-height:2.6em;overflow:hidden}.mark{display:grid;place-items:center;width:2.3em;height:2.3em;border-radius:.7em;background:var(--fill);color:var(--on)}.tool{display:inline-grid;place-items:center;width:2.95em;height:2.95em;min-width:44px;min-height:44px;border-radius:.7em;color:var(--soft)}.tool:hover{background:var(--sunken);color:var(--ink)}.tool[aria-pressed=true]{color:var(--link);background:var(--tint)}.tool[aria-pressed=true] path{fill:currentColor;fill-opacity:.25}.log{position:relative;flex:1;min-height:5em;overflow-y:auto;overscroll-behavior:contain;padding:1.1em}.log:focus-visible{outline-offset:-3px;box-shadow:none}.hello > p{max-width:32em}.choices{display:flex;flex-wrap:wrap;gap:.45em;margin-top:1em}.choices > .small{width:100%}.choice{min-height:44px;padding:.45em .95em;border:1px solid var(--edge);border-radius:1.4em;color:var(--link);line-height:1.35}.choice:not(:disabled):hover{background:var(--tint);border-color:var(--link)}article{margin-top:1.5em}.asked{display:flex;justify-content:flex-end}.asked > span:last-child{max-width:86%;padding:.55em .95em;border-radius:1.1em;border-end-end-radius:.3em;background:var(--fill);color:var(--on);border:1px solid var(--link);white-space:pre-wrap}.reply{margin-top:.9em}.body > * + *{margin-top:.7em}.body ul,.body ol{padding-inline-start:1.3em}.body li + li{margin-top:.35em}.body code{font:.92em ui-monospace,monospace;background:var(--sunken);border-radius:.25em;padding:.1em .3em}.body blockquote{border-inline-start:3px solid var(--rule);padding-inline-start:.8em}.wide{overflow-x:auto;border:1px solid var(--rule);border-radius:.6em}table{width:100%;border-collapse:collapse;font-size:.9333em;line-height:1.4;overflow-wrap:break-word}th,td{padding:.55em .7em;vertical-align:top;text-align:start;border-bottom:1px solid var(--rule);min-width:5.5em}th{background:var(--sunken);font-weight:600}tbody tr:last-child td{border-bottom:0}sup{font-size:.75em;color:var(--soft)}.cite,.number{display:inline-grid;place-items:center;min-width:24px;height:24px;padding:0 .3em;margin-inline:.12em;border-radius:.5em;background:var(--tint);color:var(--link);font-size:.8em;font-weight:650;line-height:1;vertical-align:.05em}.cite{border:1px solid transparent}.cite:hover{border-color:var(--link)}.wait{display:flex;align-items:center;gap:.7em;color:var(--soft)}.wait i{width:.7em;height:.7em;border-radius:50%;background:var(--link)}.trouble{background:var(--bad-wash);color:var(--bad);border-radius:.7em;padding:.7em .95em}.sources{margin-top:1em}.sources > .small{margin-bottom:.4em}details{border:1px solid var(--rule);border-radius:.7em}details + details{margin-top:.4em}summary{display:flex;align-items:center;gap:.6em;min-height:44px;padding:.35em .8em;border-radius:.7em;font-size:.9333em;line-height:1.35;cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}summary:hover{background:var(--sunken)}summary > span:nth-of-type(n+2),summary > span:only-of-type{flex:1;min-width:0}.number{flex:none;margin:0}summary .icon{color:var(--soft);transition:transform .15s}[open] > summary .icon{transform:rotate(180deg)}.quote{padding:.55em .95em .4em}.quote > * + *{margin-top:.5em}.quote blockquote{border-inline-start:4px solid var(--marker);padding-inline-start:.8em;font:1.0333em/1.5 Charter,Georgia,serif}.exact{display:flex;align-items:center;gap:.25em;margin-top:.2em;color:var(--link)}a{display:inline-flex;align-items:center;gap:.25em;min-height:44px;color:var(--link);font-weight:600;text-underline-offset:.2em}.tools{display:flex;margin:.5em -.6em 0}form{display:flex;align-items:flex-end;gap:.5em;padding:.7em .9em 0}textarea{flex:1;min-width:0;min-height:46px;max-height:9em;padding:.62em .9em;border:1px solid var(--edge);border-radius:1.45em;background:var(--sheet);font-size:max(1em,16px);line-height:1.4;resize:none}textarea::placeholder{color:var(--soft);opacity:1}textarea:focus-visible{outline-offset:0;border-color:var(--link);box-shadow:none}.go{display:grid;place-items:center;flex:none;width:46px;height:46px;border-radius:50%;border:1px solid var(--link);background:var(--fill);color:var(--on)}.foot{padding:.5em 1.2em .75em;font-size:.8em;line-height:1.35;color:var(--soft);text-align:center}@media (max-width:30em),(max-height:26em){.floating .panel{inset:0;top:var(--top,0);bottom:auto;width:100%;height:var(--height,100dvh);padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);border:0;border-radius:0}.foot{padding-block:.35em .5em}}@media (max-height:26em){.foot{display:none}form{padding-bottom:.6em}}@media (prefers-reduced-motion:no-preference){.floating .panel{animation:rise .18s ease-out}.wait i{animation:beat 1.1s ease-in-out infinite alternate}}@media (prefers-reduced-motion:reduce){*{transition:none !important}}@media (forced-colors:active){.wait i{background:CanvasText}.cite,.tool[aria-pressed=true]{border:1px solid}}@media print{.floating{display:none}}@keyframes rise{from{opacity:0;transform:translateY(.8em)}}@keyframes beat{from{opacity:.3}}";
const[KEYS,WORDS]=[["title","greeting","open","close","again","log","label","hint","send","stop","you","bot","search","reading","sources","source","near","updated","exact","show","table","starters","more","copy","copied","up","down","thanks","unsaved","retry","stopped","offline","fault","cut","refused","limit","ready","foot"],{"en":["Ask about the role","Hello! Ask me about the technical product manager role. Every answer comes with the exact words it rests on.","Open the chat: {0}","Close the chat","Start over","Conversation","Your question","Ask a question","Send","Stop","You asked:","Answer","Searching the article","Reading the passages","Sources","Source {0}","Nearest passages","Updated {0}","Word for word from the article","Show in the article","Table","You could ask","Ask next","Copy the answer","Copied","Helpful","Not helpful","Thank you for the feedback.","The feedback was not saved. Please try again.","Try again","You stopped this answer.","You are offline. Check your connection and try again.","The assistant cannot be reached right now. Please try again in a moment.","The connection broke before the answer was complete. Please try again.","The assistant did not accept this question. Please ask it in other words.","Many questions at once. You can try again in {0} seconds.","You can try again now.","Open a source to check an answer."],"de":["Fragen zur Stelle","Hallo! Fragen Sie mich zur Rolle des Technical Product Managers. Zu jeder Antwort gehört der genaue Wortlaut, auf dem sie beruht.","Chat öffnen: {0}","Chat schließen","Neu beginnen","Gespräch","Ihre Frage","Frage stellen","Senden","Anhalten","Ihre Frage:","Antwort","Der Artikel wird durchsucht","Die Stellen werden gelesen","Quellen","Quelle {0}","Nächstgelegene Stellen","Stand: {0}","Wörtlich aus dem Artikel","Im Artikel zeigen","Tabelle","Fragen Sie zum Beispiel","Weiterfragen","Antwort kopieren","Kopiert","Hilfreich","Nicht hilfreich","Danke für die Rückmeldung.","Die Rückmeldung wurde nicht gespeichert. Bitte noch einmal versuchen.","Noch einmal versuchen","Sie haben diese Antwort angehalten.","Sie sind offline. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.","Der Assistent ist gerade nicht erreichbar. Bitte gleich noch einmal versuchen.","Die Verbindung brach ab, bevor die Antwort vollständig war. Bitte noch einmal versuchen.","Der Assistent nahm diese Frage nicht an. Bitte anders formulieren.","Zu viele Fragen auf einmal. In {0} Sekunden geht es weiter.","Sie können es jetzt noch einmal versuchen.","Quellen öffnen, um Antworten zu prüfen."],"es":["Preguntas sobre el puesto","¡Hola! Pregúnteme por el puesto de technical product manager. Cada respuesta muestra las palabras exactas en las que se apoya.","Abrir el chat: {0}","Cerrar el chat","Empezar de nuevo","Conversación","Su pregunta","Haga una pregunta","Enviar","Detener","Su pregunta:","Respuesta","Buscando en el artículo","Leyendo los pasajes","Fuentes","Fuente {0}","Pasajes más cercanos","Actualizado: {0}","Textual del artículo","Ver en el artículo","Tabla","Puede preguntar","Siga preguntando","Copiar la respuesta","Copiado","Útil","No es útil","Gracias por su opinión.","Su opinión no se guardó. Inténtelo de nuevo.","Intentar de nuevo","Ha detenido esta respuesta.","No tiene conexión. Compruébela e inténtelo de nuevo.","Ahora no se puede contactar con el asistente. Inténtelo de nuevo en un momento.","La conexión se cortó antes de completar la respuesta. Inténtelo de nuevo.","El asistente no aceptó esta pregunta. Pregunte con otras palabras.","Demasiadas preguntas a la vez. Puede intentarlo de nuevo en {0} segundos.","Ya puede intentarlo de nuevo.","Abra una fuente para comprobar la respuesta."],"fr":["Questions sur le poste","Bonjour ! Posez-moi vos questions sur le rôle de technical product manager. Chaque réponse montre les mots exacts sur lesquels elle repose.","Ouvrir le chat : {0}","Fermer le chat","Recommencer","Conversation","Votre question","Posez une question","Envoyer","Arrêter","Votre question :","Réponse","Recherche dans l’article","Lecture des passages","Sources","Source {0}","Passages les plus proches","Mis à jour : {0}","Mot pour mot dans l’article","Voir dans l’article","Tableau","Vous pouvez demander","Pour continuer","Copier la réponse","Copié","Utile","Pas utile","Merci pour votre avis.","Votre avis n’a pas été enregistré. Veuillez réessayer.","Réessayer","Vous avez arrêté cette réponse.","Vous êtes hors ligne. Vérifiez la connexion et réessayez.","L’assistant est injoignable pour le moment. Veuillez réessayer dans un instant.","La connexion a été coupée avant la fin de la réponse. Veuillez réessayer.","L’assistant n’a pas accepté cette question. Posez-la autrement.","Trop de questions à la fois. Vous pourrez réessayer dans {0} secondes.","Vous pouvez réessayer maintenant.","Ouvrez une source pour vérifier la réponse."]}];
const script=document.currentScript||document.querySelector('script[src*="/widget/v1.js"]');
const BASE=new URL('..',script.src);
const OPTIONS=['title','greeting','accent','theme','position','lang','starters','open','memory','answer-lang'];
const SILENCE=45000;
const LONGEST=2000;
const REMEMBERED=20;
const NARROW='(max-width: 30em), (max-height: 26em)';
const DARK=matchMedia('(prefers-color-scheme: dark)');
function encode(value){if(typeof value==='string'){return'"'+ value.replace(/[^ !#-[\]-~]/g,(unit)=>'\\u'+ unit.charCodeAt(0).toString(16).padStart(4,'0'))+'"';}
if(Array.isArray(value))return'['+ value.map((item)=>encode(item)).join(',')+']';
if(value&&typeof value==='object'){return'{'+ Object.keys(value).map((key)=>encode(key)+':'+ encode(value[key])).join(',')+'}';}
return value===undefined?'null':String(value);}
function h(tag,attributes,...children){const node=document.createElement(tag);
for(const name of Object.keys(attributes||{})){const value=attributes[name];
if(name.startsWith('on'))node.addEventListener(name.slice(2),value);
else if(value!==undefined&&value!==null&&value!==false){node.setAttribute(name,value===true?'':value);}}
node.append(...children.filter((child)=>child||child===0));
return node;}
const button=(style,onclick,attributes,...children)=>(h('button',{type:'button',class:style,onclick,...attributes},...children));
const focus=(node)=>node.focus({preventScroll:true});
const SHAPES={ask:'M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 4v-4h-2'+'A1.5 1.5 0 0 1 4 14.5zM8.5 8.5h7M8.5 11.75h4.5',close:'M6.5 6.5l11 11M17.5 6.5l-11 11',again:'M5 12.5a7 7 0 1 0 2.3-5.2L5 9.5M5 5v4.5h4.5',send:'M12 19V5.5M6 11.5l6-6 6 6',stop:'M8 8h8v8H8z',copy:'M9 9h10v11H9zM15 5H5v11',done:'M5 12.5l4.5 4.5L19 7.5',up:'M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.4 1.1 2.1 2.6L12.5 10H19a1.6 1.6 0 0 1 1.5 2l-1.5 6.5'+'A2 2 0 0 1 17 20H7',out:'M8 16l8-8M9.5 8H16v6.5',turn:'M7 10l5 5 5-5',};
SHAPES.down=SHAPES.up;
function icon(name){const space='http://www.w3.org/2000/svg';
const svg=document.createElementNS(space,'svg');
const path=document.createElementNS(space,'path');
svg.setAttribute('viewBox','0 0 24 24');
svg.setAttribute('aria-hidden','true');
svg.setAttribute('class','icon '+ name);
path.setAttribute('d',SHAPES[name]);
svg.append(path);
return svg;}
const string=(value)=>(typeof value==='string'?value:'');
const list=(value)=>(Array.isArray(value)?value:[]);
function channels(colour){const paint=document.createElement('canvas').getContext('2d');
if(!paint||!colour)return null;
paint.fillStyle='#010203';
paint.fillStyle=colour;
const value=String(paint.fillStyle);
if(value==='#010203')return null;
if(value[0]==='#')return[1,3,5].map((at)=>parseInt(value.slice(at,at + 2),16));
const numbers=value.match(/^rgba?\((\d+), (\d+), (\d+)/);
return numbers&&numbers.slice(1).map(Number);}
function luminance(rgb){const[r,g,b]=rgb.map((byte)=>{const part=byte / 255;
return part<=0.04045?part / 12.92:((part + 0.055)/ 1.055)**2.4;});
return 0.2126*r + 0.7152*g + 0.0722*b;}
function contrast(one,other){const[low,high]=[luminance(one),luminance(other)].sort((a,b)=>a - b);
return(high + 0.05)/(low + 0.05);}
const mix=(from,to,share)=>from.map((byte,at)=>Math.round(byte +(to[at]- byte)*share));
const css=(rgb)=>'rgb('+ rgb.join(' ')+')';
function apart(rgb,to,surface,least){let share=0;
while(share<1&&contrast(mix(rgb,to,share),surface)<least)share +=0.04;
return mix(rgb,to,Math.min(share,1));}
function palette(accent,dark){const[white,black]=[[255,255,255],[0,0,0]];
const surface=dark?[29,40,49]:[238,241,243];
const light=contrast(accent,white)>=3;
const fill=light?apart(accent,black,white,4.6):accent;
return':host{--fill:'+ css(fill)+';--on:'+(light?'#fff':'#000')+';--link:'+ css(apart(accent,dark?white:black,surface,5))+';--tint:'+ css(mix(dark?[23,32,39]:white,accent,dark?0.16:0.08))+'}';}
const TOKEN=new RegExp([/\\([!-\/:-@[-`{-~])/,/\*\*(.+?)\*\*/,/\*([^*\s](?:[^*]*[^*\s])?)\*/,/`([^`]+)`/,/\[(\d{1,3})\](?!\()/,/!?\[([^\]]*)\]\([^)]*\)/,].map((part)=>part.source).join('|'),'g');
function inline(text,cite){const nodes=[];
let from=0;
for(const match of text.matchAll(TOKEN)){const[whole,escaped,strong,weak,code,number,words]=match;
nodes.push(text.slice(from,match.index));
from=match.index + whole.length;
if(strong)nodes.push(h('strong',null,...inline(strong,cite)));
else if(weak)nodes.push(h('em',null,...inline(weak,cite)));
else if(code)nodes.push(h('code',null,code));
else if(number)nodes.push(cite(Number(number)));
else nodes.push(escaped||words||'');}
nodes.push(text.slice(from));
return nodes;}
const ITEM=/^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
const RULE=/^\s*\|?(?=.*-)[\s:|-]+$/;
const cells=(row)=>row.replace(/\\\|/g,'\uE000').trim().replace(/^\||\|$/g,'').split('|').map((cell)=>cell.trim().replace(/\uE000/g,'|'));
const isTable=(lines,at)=>lines[at].includes('|')&&RULE.test(lines[at + 1]||'')&&lines[at + 1].includes('|');
function markdown(text,cite,tableName){const lines=text.split(/\r?\n/);
const nodes=[];
const take=(fits)=>{const from=at;
while(at<lines.length&&lines[at].trim()&&(at===from||fits(lines[at])))at +=1;
return lines.slice(from,at);};
const plainLine=(line)=>!ITEM.test(line)&&!/^\s*(#{1,6}\s|>)/.test(line)&&!isTable(lines,at);
let at=0;
while(at<lines.length){const line=lines[at];
if(!line.trim())at +=1;
else if(isTable(lines,at)){const rows=take((row)=>row.includes('|')).map(cells);
const row=(tag,texts)=>h('tr',null,...texts.map((cell)=>h(tag,tag==='th'&&{scope:'col'},...inline(cell,cite))));
nodes.push(h('div',{class:'wide',tabindex:0,role:'group','aria-label':tableName},h('table',null,h('thead',null,row('th',rows[0])),h('tbody',null,...rows.slice(2).map((texts)=>row('td',texts))))));}else if(ITEM.test(line)){const first=ITEM.exec(line)[1];
const items=[];
for(const part of take((next)=>ITEM.test(next)||/^\s{2,}\S/.test(next))){const item=ITEM.exec(part);
if(item)items.push(item[2]);
else items[items.length - 1]+=' '+ part.trim();}
nodes.push(h(first?'ol':'ul',{start:first},...items.map((item)=>h('li',null,...inline(item,cite)))));}else if(/^\s*>/.test(line)){const words=take((next)=>/^\s*>/.test(next)).map((part)=>part.replace(/^\s*>\s?/,''));
nodes.push(h('blockquote',null,...inline(words.join(' '),cite)));}else if(/^#{1,6}\s/.test(line)){nodes.push(h('p',null,h('strong',null,...inline(line.replace(/^#+\s+/,''),cite))));
at +=1;}else nodes.push(h('p',null,...inline(take(plainLine).join(' '),cite)));}
return nodes;}
function plain(text){return text.split('\n').filter((line)=>line.trim()&&!RULE.test(line)).map((line)=>inline(line.replace(/^\s*(?:[-*+>]|#{1,6})\s+/,''),()=>'').map((node)=>node.textContent??node).join('').replace(/^\s*\||\|\s*$/g,'').replace(/\s*\|\s*/g,', ').replace(/\s+/g,' ').replace(/\s(?=[,.;:!?)])/g,'').trim().replace(/[^.!?:;]$/,'$&.')).join(' ');}
class Fault extends Error{constructor(kind,detail,seconds){super(detail||kind);
Object.assign(this,{kind,detail,until:seconds?Date.now()+ seconds*1000:0});}}
const post=(path,body,signal)=>fetch(new URL(path,BASE),{method:'POST',credentials:'omit',cache:'no-store',headers:{'Content-Type':'application/json'},body:encode(body),signal,});
const get=async(path)=>{const response=await fetch(new URL(path,BASE),{credentials:'omit'});
if(!response.ok)throw new Fault('fault');
return response.json();};
const told=({title,detail})=>[title,detail===title?'':detail].map(string).filter(Boolean).map((part)=>part.replace(/[^.!?]$/,'$&.')).join(' ');
async function refusal(response){const problem=await response.json().catch(()=>({}));
if(response.status===429){const seconds=Number(response.headers.get('Retry-After'));
return new Fault('limit','',seconds>0?Math.min(Math.ceil(seconds),3600):10);}
if(response.status>=500)return new Fault('fault',told(problem));
return new Fault('refused',told(problem));}
async function*events(body,alive){const reader=body.getReader();
const decoder=new TextDecoder();
let rest='';
try{for(;;){const{done,value}=await reader.read();
if(done)return;
alive();
rest +=decoder.decode(value,{stream:true});
const blocks=rest.split(/\r\n\r\n|\n\n/);
rest=blocks.pop();
for(const block of blocks){let name='';
let data='';
for(const line of block.split(/\r?\n/)){if(line.startsWith('event:'))name=line.slice(6).trim();
else if(line.startsWith('data:'))data +=line.slice(5);}
if(name&&data)yield[name,JSON.parse(data)];}}}finally{reader.cancel().catch(()=>{});}}
function known(answer){const quote=(item)=>({number:Number(item.number)||0,id:string(item.document_id),section:string(item.section),quote:string(item.quote),start:Number(item.start),end:Number(item.end),url:string(item.url),});
if(!answer||typeof answer.text!=='string')throw new Fault('cut');
return{id:string(answer.id),status:string(answer.status),text:answer.text,citations:list(answer.citations).map(quote),related:list(answer.related).map(quote),follow_ups:list(answer.follow_ups).map(string).filter(Boolean).slice(0,4),notice:string(answer.notice),};}
const documents=new Map();
const fetchDocument=(id)=>{if(!documents.has(id)){documents.set(id,get('api/documents/'+ encodeURIComponent(id)).catch(()=>{documents.delete(id);return{};}));}
return documents.get(id);};
function place(url){try{const target=new URL(url,BASE);
const ours=target.origin===BASE.origin&&target.protocol===BASE.protocol;
return url&&ours?target.href:'';}catch{return'';}}
class Assistant extends HTMLElement{static observedAttributes=OPTIONS.flatMap((name)=>[name,'data-'+ name]);
constructor(){super();
this.turns=[];
this.watch=()=>this.paint();
const root=this.attachShadow({mode:'open'});
try{this.colours=new CSSStyleSheet();
const sheet=new CSSStyleSheet();
sheet.replaceSync(CSS);
root.adoptedStyleSheets=[sheet,this.colours];}catch{this.colours=h('style');
root.append(h('style',null,CSS),this.colours);
this.colours.replaceSync=(text)=>{this.colours.textContent=text;};}
for(const type of['keydown','keypress','keyup','input','paste','copy','cut']){root.addEventListener(type,(event)=>event.stopPropagation());}}
connectedCallback(){this.floating=this.hasAttribute('data-launcher');
DARK.addEventListener('change',this.watch);
if(!this.app){this.build();
this.recall();}
this.paint();
if(!this.floating){this.suggest();
return;}
try{this.popover='manual';
this.showPopover();}catch{}
if(this.option('open')!==null&&this.option('open')!=='false'&&!matchMedia(NARROW).matches)this.open(false);}
disconnectedCallback(){this.stop();
clearInterval(this.clock);
DARK.removeEventListener('change',this.watch);
if(this.fitting)this.fitting.abort();}
attributeChangedCallback(){if(this.app)this.paint();}
option(name){return this.getAttribute('data-'+ name)??this.getAttribute(name);}
word(key,value){const text=WORDS[this.language][KEYS.indexOf(key)];
return value===undefined?text:text.replace('{0}',()=>value);}
emit(name,detail){this.dispatchEvent(new CustomEvent('tpm-assistant:'+ name,{bubbles:true,detail}));}
build(){this.launch=button('launch',()=>this.open(),{'aria-haspopup':'dialog','aria-expanded':'false'},icon('ask'),h('span'));
this.heading=h('h2',{id:'title'});
this.again=button('tool',()=>this.clear(),{},icon('again'));
this.shut=button('tool',()=>this.close(),{},icon('close'));
this.hello=h('div',{class:'hello'});
this.talk=h('div',{class:'talk'});
this.log=h('div',{class:'log',tabindex:0,role:'log','aria-live':'off','aria-busy':'false'},this.hello,this.talk);
this.label=h('label',{class:'unseen',for:'ask'});
this.field=h('textarea',{id:'ask',rows:1,maxlength:LONGEST,autocomplete:'off',enterkeyhint:'send',dir:'auto',oninput:()=>this.grow(),onkeydown:(event)=>this.key(event)});
this.send=h('button',{class:'go',type:'submit'});
this.form=h('form',{onsubmit:(event)=>{event.preventDefault();
if(this.control)this.stop();
else this.ask(this.field.value);}},this.label,this.field,this.send);
this.foot=h('p',{class:'foot',dir:'auto'});
this.panel=h('section',{class:'panel',tabindex:-1,'aria-labelledby':'title',role:this.floating?'dialog':'region',hidden:this.floating,onkeydown:(event)=>this.trap(event),onfocusin:()=>this.modal(true)},h('header',null,h('span',{class:'mark'},icon('ask')),this.heading,this.again,this.floating&&this.shut),this.log,this.form,this.foot);
this.status=h('div',{class:'unseen',role:'status','aria-live':'polite'});
this.app=h('div',{class:'app '+(this.floating?'floating':'inline'),role:this.floating&&'region'},this.floating?this.launch:'',this.panel,this.status);
this.shadowRoot.append(this.app);}
paint(){const theme=this.option('theme');
const dark=theme==='dark'||(theme!=='light'&&DARK.matches);
const asked=(this.option('lang')||document.documentElement.lang||'').toLowerCase();
const language=asked.split('-')[0];
this.language=Object.hasOwn(WORDS,language)?language:'en';
const side=this.option('position');
const around=this.parentElement||document.documentElement;
const title=this.option('title')||this.word('title');
this.colours.replaceSync(palette(channels(this.option('accent'))||[13,92,104],dark));
this.app.lang=this.language;
this.app.dir=getComputedStyle(around).direction;
this.app.classList.toggle('dark',dark);
this.app.classList.toggle('left',side==='left');
this.app.classList.toggle('right',side==='right');
if(this.floating)this.app.setAttribute('aria-label',title);
this.heading.textContent=title;
this.launch.lastChild.textContent=title;
this.launch.setAttribute('aria-label',this.word('open',title));
this.name(this.again,'again');
this.name(this.shut,'close');
this.log.setAttribute('aria-label',this.word('log'));
this.label.textContent=this.word('label');
this.field.placeholder=this.word('hint');
this.foot.textContent=this.word('foot');
this.busy(Boolean(this.control));
this.greet();
this.turns.forEach((turn)=>this.draw(turn));}
greet(){const own=this.option('starters');
const starters=own===null?this.suggestions||[]:own.split('|').map((s)=>s.trim());
this.hello.replaceChildren(h('p',{dir:'auto'},this.option('greeting')||this.word('greeting')),this.turns.length?'':this.choices(starters.filter(Boolean).slice(0,6),'starters'));}
choices(questions,key){return questions.length?h('div',{class:'choices',role:'group','aria-label':this.word(key)},h('p',{class:'small','aria-hidden':'true'},this.word(key)),...questions.map((text)=>button('choice',()=>this.ask(text),{dir:'auto'},text))):'';}
suggest(){if(this.suggestions||this.option('starters')!==null)return;
this.suggestions=[];
get('api/suggestions').then((body)=>{this.suggestions=list(body.suggestions).map(string);
this.greet();},()=>{this.suggestions=null;});}
draw(turn){if(!turn.node){turn.body=h('div',{class:'body',lang:this.option('answer-lang')||'en',dir:'auto'});
turn.rest=h('div');
turn.node=h('article',null,h('div',{class:'asked',dir:'auto'},h('span',{class:'unseen'}),h('span',null,turn.question)),h('div',{class:'reply'},turn.body,turn.rest));
this.talk.append(turn.node);}
turn.node.querySelector('.unseen').textContent=this.word('you')+' ';
turn.node.setAttribute('aria-label',this.word('bot')+': '+ turn.question);
this.drawBody(turn);
const{answer,fault}=turn;
if(answer){const[quotes,key]=answer.status==='not_covered'?[answer.related,'near']:[answer.citations,'sources'];
turn.rest.replaceChildren(answer.notice?h('p',{class:'small'},answer.notice):'',quotes.length?this.sources(quotes,key):'',this.tools(turn),turn===this.turns[this.turns.length - 1]?this.choices(answer.follow_ups,'more'):'');}else if(fault)turn.rest.replaceChildren(...this.trouble(turn));
else turn.rest.replaceChildren();}
drawBody(turn){const{answer}=turn;
const cite=(number)=>{const there=answer&&answer.citations.some((citation)=>citation.number===number);
if(!there)return answer?'['+ number +']':h('sup',null,number);
return button('cite',()=>this.show(turn,number),{'aria-label':this.word('source',number)},number);};
const text=answer?answer.text:turn.text;
if(text)turn.body.replaceChildren(...markdown(text,cite,this.word('table')));
else{turn.body.replaceChildren(turn.fault?'':h('p',{class:'wait'},h('i'),this.word(turn.reading?'reading':'search')));}
if(!text&&turn.fault)turn.body.replaceChildren();}
sources(quotes,key){return h('div',{class:'sources',role:'group','aria-label':this.word(key)},h('p',{class:'small','aria-hidden':'true'},this.word(key)),...quotes.map((item)=>this.source(item)));}
source(item){const href=place(item.url);
const dated=h('p',{class:'small'});
const words=/^\s*\|/.test(item.quote)?cells(item.quote).join(' · '):item.quote;
const path=item.section.split(' › ');
const fold=h('details',{'data-number':item.number,ontoggle:async()=>{const id=item.id||((/\/source\/([^/?#]+)/.exec(item.url)||[])[1]||'');
if(!fold.open||dated.firstChild||!id)return;
this.reveal(fold);
const source=await fetchDocument(decodeURIComponent(id));
const exact=typeof source.text==='string'&&item.quote&&Array.from(source.text).slice(item.start,item.end).join('')===item.quote;
dated.replaceChildren(source.updated?this.word('updated',this.date(source.updated)):'',exact?h('span',{class:'exact'},icon('done'),this.word('exact')):'');
this.reveal(fold);}},h('summary',null,item.number?h('span',{class:'number'},item.number):'',h('span',{dir:'auto'},path[path.length - 1]||words.slice(0,60)),icon('turn')),h('div',{class:'quote'},h('blockquote',{dir:'auto'},words),path.length>1?h('p',{class:'small',dir:'auto'},path.join(' › ')):'',dated,href&&h('a',{href,target:'_blank',rel:'noopener'},this.word('show'),icon('out'))));
return fold;}
date(text){const iso=/^\d{4}-\d\d-\d\d$/.test(text)&&new Date(text +'T00:00');
return iso&&iso.getTime()?iso.toLocaleDateString(this.language,{dateStyle:'long'}):string(text);}
show(turn,number){const fold=turn.rest.querySelector('details[data-number="'+ number +'"]');
if(!fold)return;
fold.open=true;
focus(fold.querySelector('summary'));
this.reveal(fold);}
tool(name,onclick,attributes){return this.name(button('tool',onclick,attributes,icon(name)),name);}
name(node,key){node.setAttribute('aria-label',this.word(key));
node.title=this.word(key);
return node;}
tools(turn){const{answer}=turn;
const rate=(rating)=>{const pressed=turn.rating===rating;
return this.tool(rating,()=>this.rate(turn,rating),{'aria-pressed':String(pressed)});};
return h('div',{class:'tools'},this.tool('copy',(event)=>this.copy(answer,event.currentTarget)),answer.id&&rate('up'),answer.id&&rate('down'));}
trouble(turn){const{fault}=turn;
const left=Math.ceil((fault.until - Date.now())/ 1000);
const text=fault.kind==='limit'?(left>0?this.word('limit',left):this.word('ready')):fault.detail||this.word(fault.kind);
clearInterval(this.clock);
const say=h('span',{dir:'auto'},text);
const retry=button('choice',()=>this.run(turn),{disabled:left>0},this.word('retry'));
if(left>0){this.clock=setInterval(()=>{const now=Math.ceil((fault.until - Date.now())/ 1000);
say.textContent=now>0?this.word('limit',now):this.word('ready');
if(now>0)return;
retry.disabled=false;
clearInterval(this.clock);
this.announce(this.word('ready'));},500);}
return[h('p',{class:fault.kind==='stopped'?'small':'trouble'},say),h('div',{class:'choices'},retry)];}
busy(on){this.log.setAttribute('aria-busy',String(on));
this.send.replaceChildren(icon(on?'stop':'send'));
this.name(this.send,on?'stop':'send');}
announce(text){this.status.textContent=text;}
reveal(node){const[frame,box]=[this.log.getBoundingClientRect(),node.getBoundingClientRect()];
if(box.bottom>frame.bottom){this.log.scrollTop +=Math.min(box.bottom - frame.bottom + 12,box.top - frame.top - 12);}else if(box.top<frame.top)this.log.scrollTop +=box.top - frame.top - 12;}
open(focus=true){if(this.floating&&this.panel.hidden){this.panel.hidden=false;
this.launch.hidden=true;
this.launch.setAttribute('aria-expanded','true');
this.fit();
this.suggest();
this.log.scrollTop=this.log.scrollHeight;
this.emit('open');}
if(!focus)return;
this.modal(true);
const first=this.floating&&matchMedia('(pointer: coarse)').matches?this.panel:this.field;
first.focus({preventScroll:this.floating});}
close(){if(!this.floating||this.panel.hidden)return;
const inside=this.shadowRoot.activeElement;
this.panel.hidden=true;
this.launch.hidden=false;
this.launch.setAttribute('aria-expanded','false');
this.modal(false);
this.fitting.abort();
if(inside)focus(this.launch);
this.emit('close');}
modal(on){if(!this.floating)return;
if(on)this.panel.setAttribute('aria-modal','true');
else this.panel.removeAttribute('aria-modal');}
fit(){this.fitting=new AbortController();
const view=window.visualViewport;
if(!view)return;
const measure=()=>{this.app.style.setProperty('--height',view.height +'px');
this.app.style.setProperty('--top',view.offsetTop +'px');};
measure();
for(const type of['resize','scroll']){view.addEventListener(type,measure,{signal:this.fitting.signal});}}
trap(event){if(!this.floating||event.isComposing)return;
if(event.key==='Escape'){this.close();}else if(event.key==='Tab'){const stops=Array.from(this.panel.querySelectorAll('button, summary, textarea, a, [tabindex="0"]')).filter((node)=>!node.disabled&&node.getClientRects().length);
const active=this.shadowRoot.activeElement;
const edge=event.shiftKey?stops[0]:stops[stops.length - 1];
if(active!==edge&&!(event.shiftKey&&active===this.panel))return;
event.preventDefault();
(event.shiftKey?stops[stops.length - 1]:stops[0]).focus();}}
key(event){if(event.key!=='Enter'||event.shiftKey||event.isComposing||event.keyCode===229)return;
event.preventDefault();
if(!this.control)this.ask(this.field.value);}
grow(){this.field.style.height='auto';
this.field.style.height=this.field.scrollHeight + 2 +'px';}
async ask(text){const question=String(text??'').trim().slice(0,LONGEST);
if(!question)return null;
this.stop();
this.open(this.floating&&this.panel.hidden);
this.field.value='';
this.grow();
const turn={question};
const last=this.turns[this.turns.length - 1];
const inside=this.talk.contains(this.shadowRoot.activeElement)||this.hello.contains(this.shadowRoot.activeElement);
this.turns.push(turn);
if(last)this.draw(last);
if(this.turns.length===1)this.greet();
if(inside)focus(this.field);
this.emit('ask',{question});
return this.run(turn);}
async run(turn){this.stop();
const control=new AbortController();
Object.assign(this,{control});
Object.assign(turn,{text:'',fault:null,answer:null,reading:false});
const held=this.talk.contains(this.shadowRoot.activeElement);
this.announce('');
this.busy(true);
this.draw(turn);
if(held)focus(this.field);
this.log.scrollTop=this.log.scrollHeight;
try{turn.answer=await this.stream(turn,control);}catch(error){turn.fault=error;}
if(this.control===control)this.control=null;
if(!this.control)this.busy(false);
if(!this.turns.includes(turn))return null;
const follows=this.atEnd();
this.draw(turn);
if(follows)this.reveal(turn.node);
this.report(turn);
this.remember();
return turn.answer;}
async stream(turn,control){let timer;
const alive=()=>{clearTimeout(timer);
timer=setTimeout(()=>control.abort(),SILENCE);};
try{alive();
const response=await post('api/chat',{message:turn.question,history:this.history(turn),stream:true},control.signal);
if(!response.ok)throw await refusal(response);
for await(const[name,data]of events(response.body,alive)){if(control.signal.aborted)break;
if(name==='answered')return known(data);
if(name==='failed')throw new Fault('fault',told(data));
if(name==='sources')turn.reading=true;
if(name==='delta')turn.text +=string(data.text);
this.later(turn);}
throw new Fault('cut');}catch(error){if(control.stopped)throw new Fault('stopped');
if(error instanceof Fault)throw error;
if(!navigator.onLine)throw new Fault('offline');
if(turn.text||turn.reading||control.signal.aborted)throw new Fault('cut');
console.warn('tpm-assistant: '+ BASE.origin +' does not answer. Is '+ location.origin +' in its ASSISTANT_WIDGET_ORIGINS, and it in connect-src of this page?');
throw new Fault('fault');}finally{clearTimeout(timer);}}
later(turn){if(this.frame)return;
this.frame=requestAnimationFrame(()=>{this.frame=0;
if(turn.answer||turn.fault)return;
const follows=this.atEnd();
this.drawBody(turn);
if(follows)this.log.scrollTop=this.log.scrollHeight;});}
atEnd(){return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight<60;}
report(turn){const{answer,fault,question}=turn;
if(answer){const count=answer.citations.length;
this.announce(this.word('bot')+': '+ plain(answer.text)+(count?' '+ this.word('sources')+': '+ count +'.':''));
this.emit('answer',{question,answer});
return;}
if(fault.kind!=='stopped')turn.text='';
this.draw(turn);
this.announce(turn.rest.firstChild.textContent);
this.emit('error',{question,kind:fault.kind,detail:fault.detail||this.word(fault.kind,'')});}
history(turn){return this.turns.slice(0,this.turns.indexOf(turn)).filter(({answer})=>answer).slice(-4).flatMap(({question,answer})=>[{role:'user',content:question},{role:'assistant',content:answer.text.slice(0,LONGEST)},]);}
stop(){if(!this.control)return;
this.control.stopped=true;
this.control.abort();
this.control=null;}
clear(){this.stop();
clearInterval(this.clock);
this.turns=[];
this.talk.replaceChildren();
this.announce('');
this.busy(false);
this.greet();
this.suggest();
this.remember();
focus(this.field);}
async copy(answer,button){const lines=answer.citations.map((item)=>'['+ item.number +'] “'+ item.quote +'” – '+ item.section +(place(item.url)&&', '+ place(item.url)));
const text=[answer.text,...lines].join('\n\n');
try{await navigator.clipboard.writeText(text);}catch{const area=h('textarea',{class:'unseen'});
area.value=text;
this.panel.append(area);
focus(area);
area.setSelectionRange(0,text.length);
document.execCommand('copy');
this.panel.removeChild(area);
focus(button);}
button.replaceChildren(icon('done'));
setTimeout(()=>button.replaceChildren(icon('copy')),2000);
this.announce(this.word('copied'));}
async rate(turn,rating){const before=turn.rating;
const redraw=()=>{const tools=this.tools(turn);
const old=turn.rest.querySelector('.tools');
if(!old)return;
const at=Array.from(old.children).indexOf(this.shadowRoot.activeElement);
old.replaceWith(tools);
if(at>=0)focus(tools.children[at]);};
turn.rating=rating;
redraw();
try{const response=await post('api/feedback',{answer_id:turn.answer.id,rating});
if(!response.ok)throw new Fault('fault');
this.announce(this.word('thanks'));
this.emit('feedback',{answer_id:turn.answer.id,rating});
this.remember();}catch{turn.rating=before;
redraw();
this.announce(this.word('unsaved'));}}
get drawer(){try{return this.option('memory')==='off'?null:sessionStorage;}catch{return null;}}
get slot(){return'tpm-assistant '+ BASE.href +' '+(this.floating?'launcher':this.id||'inline');}
remember(){const turns=this.turns.filter(({answer})=>answer).slice(-REMEMBERED);
try{if(turns.length&&this.drawer){this.drawer.setItem(this.slot,encode(turns.map(({question,answer,rating})=>({question,rating:rating||'',answer:{...answer,citations:answer.citations.map(stored),related:answer.related.map(stored)}}))));}else if(this.drawer)this.drawer.removeItem(this.slot);}catch{}}
recall(){try{for(const turn of list(JSON.parse(this.drawer.getItem(this.slot))).slice(-REMEMBERED)){const rating=['up','down'].includes(turn.rating)?turn.rating:'';
this.turns.push({question:string(turn.question),rating,answer:known(turn.answer)});}}catch{}}}
function stored({id,...rest}){return{...rest,document_id:id};}
customElements.define('tpm-assistant',Assistant);
const current=()=>document.querySelector('tpm-assistant[data-launcher]')||document.querySelector('tpm-assistant');
window.TPMAssistant=Object.freeze({open:()=>{current()?.open();},close:()=>{current()?.close();},ask:async(text)=>current()?.ask(text)??null,on(name,listener){const heard=(event)=>listener(event.detail);
document.addEventListener('tpm-assistant:'+ name,heard);
return()=>document.removeEventListener('tpm-assistant:'+ name,heard);},});
function start(){if(!document.querySelector('tpm-assistant')&&script.dataset.launcher!=='off'){const attributes={'data-launcher':''};
for(const name of OPTIONS)attributes['data-'+ name]=script.getAttribute('data-'+ name);
document.body.append(h('tpm-assistant',attributes));}
document.dispatchEvent(new CustomEvent('tpm-assistant:ready'));}
if(document.readyState==='loading')document.addEventListener('DOMContentLoaded',start);
else start();})();
