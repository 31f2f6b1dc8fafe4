/* placeholder: see the canvas layer for very many incidents */
