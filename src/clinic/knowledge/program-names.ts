/** Modules that people use beside Keras; that one is missing says nothing about a model. */
export const commonPackages: ReadonlySet<string> = new Set(
	`bs4 cupy cv2 datasets dlib faiss fastapi flask gradio gym gymnasium huggingface_hub imageio
	imgaug ipykernel IPython ipywidgets joblib kaggle keras_contrib keras_cv keras_hub keras_nlp
	keras_tuner librosa lightgbm matplotlib mediapipe mlflow moviepy nltk onnxruntime openpyxl
	pandas PIL plotly pyaudio pydot pywt requests scikeras seaborn serial shap skimage sklearn
	sounddevice soundfile spacy speech_recognition statsmodels streamlit sympy tensorflow_addons
	tensorflow_datasets tensorflow_hub tensorflow_probability tensorflow_text timm torchaudio
	torchvision tqdm transformers wandb win32api xgboost xlrd yaml`
		.split(/\s+/)
		.filter(Boolean),
);

/** What scripts import under these names: one that is missing is most often a forgotten import. */
export const moduleNames: ReadonlySet<string> = new Set(
	'keras tf tensorflow np numpy K os sys h5py'.split(' '),
);

/** Names that a program defines or imports for itself. */
export const programNames: ReadonlySet<string> = new Set(
	`load_model model models layers Sequential Model Input Dense Conv2D LSTM history x_train X_train
	y_train x_test X_test y_test train_generator test_generator train_data pd plt os cv2 Image image
	json load_img img_to_array to_categorical ImageDataGenerator Adam EarlyStopping ModelCheckpoint
	train_test_split tokenizer`.split(/\s+/),
);
