"""Saves a model with layers that the fixtures lack, whose output shapes follow from their arguments: `… PATH.keras`."""

import sys

from keras import Input, Model, layers

images, words, others = Input((8, 6, 3)), Input((5, 7)), Input((4, 7))
one, another, blocks = Input((7,)), Input((7,)), Input((5, 4, 7))
outputs = [
    layers.Resizing(10, 12)(images),
    layers.CenterCrop(4, 3)(images),
    layers.RandomCrop(2, 2)(images),
    layers.GlobalAveragePooling2D(keepdims=True)(images),
    layers.GlobalMaxPooling1D(keepdims=True)(words),
    layers.Attention()([words, others]),
    layers.AdditiveAttention()([words, others]),
    layers.MultiHeadAttention(2, 3)(words, others),
    layers.MultiHeadAttention(2, 3, output_shape=11)(words, others),
    layers.MultiHeadAttention(2, 3, output_shape=(11, 2))(words, others),
    layers.Dot(-1)([words, others]),
    layers.Dot((2, 2))([words, others]),
    layers.Dot(1)([one, another]),
    layers.Dot((1, 1))([words, layers.Dense(3)(words)]),
    layers.Dot((3, 2))([blocks, others]),
    layers.Dot((2, 1))([words, one]),
]
Model([images, words, others, one, another, blocks], outputs).save(sys.argv[1])
